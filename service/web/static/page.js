"use strict";
// Everything works without this file: it saves reloads.

const byId = (id) => document.getElementById(id);

function showError(text) {
  const error = byId("error");
  error.hidden = !text;
  error.textContent = text;
}

async function detailOf(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

function bodyOf(form) {
  const fields = new FormData(form);
  const body = { objective: fields.get("objective"), k: Number(fields.get("k")) };
  for (const name of ["domain", "level", "industry", "perspective", "organisation"]) {
    if (fields.get(name)) body[name] = fields.get(name);
  }
  for (const name of ["data_sources", "must_include", "tracked", "exclude"]) {
    const entries = fields.get(name).split(",").map((entry) => entry.trim()).filter(Boolean);
    if (entries.length) body[name] = entries;
  }
  return body;
}

async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (text + value).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const [, name, data] = event.match(/^event: (.*)\ndata: (.*)$/) || [];
      if (name) yield { name, data };
    }
  }
}

// The server draws the answer, so that it looks the same with and without script.
async function drawn(answer, signal) {
  const page = await fetch(`/recommendations/${answer.id}`, { signal });
  if (!page.ok) throw new Error(await detailOf(page));
  return new DOMParser().parseFromString(await page.text(), "text/html");
}

function show(page) {
  byId("answer").replaceWith(document.adoptNode(page.getElementById("answer")));
  document.title = page.title;
  byId("answer-heading").focus({ preventScroll: true });
}

function isBeingRead() {
  const answer = byId("answer");
  const focused = document.activeElement;
  const elsewhere = answer.contains(focused) && focused.id !== "answer-heading";
  return elsewhere || answer.querySelector("details[open]") !== null;
}

// Whoever is in the middle of a card keeps it until they ask for the better answer.
function offer(page, says) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Show it";
  button.addEventListener("click", () => {
    show(page);
    byId("status").textContent = says;
    byId("answer-heading").scrollIntoView();
  });
  byId("status").replaceChildren("A better answer is there. ", button);
}

function outcome(before, answer) {
  if (answer.degraded) return "The language model did not answer, or only in part.";
  if (!answer.llm.calls.length) return "";
  const order = (one) => one.recommendations.map((kpi) => kpi.id).join(" ");
  const same = order(before) === order(answer);
  return `Order ${same ? "confirmed" : "improved"} by ${answer.llm.model}.`;
}

function improve(page, says) {
  if (isBeingRead()) {
    offer(page, says);
    return;
  }
  const focused = document.activeElement;
  const top = window.scrollY;
  show(page);
  if (focused.isConnected) focused.focus({ preventScroll: true });
  window.scrollTo({ top, behavior: "instant" });
  byId("status").textContent = says;
}

async function ask(form, signal, onAnswer) {
  const response = await fetch(form.dataset.answers, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(bodyOf(form)),
    signal,
  });
  if (!response.ok) throw new Error(await detailOf(response));
  let before = null;
  for await (const { name, data } of eventsOf(response)) {
    if (name !== "answer") continue;
    const answer = JSON.parse(data);
    const page = await drawn(answer, signal);
    if (before) {
      improve(page, outcome(before, answer));
      return;
    }
    show(page);
    byId("answer-heading").scrollIntoView();
    history.pushState(null, "", `/recommendations/${answer.id}`);
    onAnswer();
    const model = form.dataset.model;
    byId("status").textContent = model ? `Asking ${model} for a better order …` : "";
    before = answer;
  }
  byId("status").textContent = "";
}

function enhanceAsking(form) {
  let running = new AbortController();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // What was asked before need not be answered any more.
    running.abort();
    const own = (running = new AbortController());
    const button = form.querySelector("button[type=submit]");
    let answered = false;
    const onAnswer = () => {
      answered = true;
      button.removeAttribute("aria-disabled");
    };
    button.setAttribute("aria-disabled", "true");
    showError("");
    byId("status").textContent = "Looking for KPIs …";
    try {
      await ask(form, own.signal, onAnswer);
    } catch (problem) {
      if (own !== running) return;
      // An answer that is there stands, whatever became of a better one.
      byId("status").textContent = answered ? "The language model did not answer." : "";
      if (!answered) showError(problem.message);
    }
    if (own === running) button.removeAttribute("aria-disabled");
  });
  window.addEventListener("popstate", () => location.reload());
}

const LARGEST_FORM = 4_990_000;

function enhanceAuditing(form) {
  form.addEventListener("submit", (event) => {
    const files = [...byId("file").files, ...byId("strategy").files];
    const text = new Blob([byId("goal_set").value]).size;
    const size = files.reduce((sum, file) => sum + file.size, text);
    if (size > LARGEST_FORM) {
      event.preventDefault();
      showError("This is too much for a form. Use `plumbline audit` or POST /v1/audits.");
      return;
    }
    byId("status").textContent = files.length ? "Reading …" : "Auditing …";
  });
}

if (byId("ask")) enhanceAsking(byId("ask"));
if (byId("audit")) enhanceAuditing(byId("audit"));
