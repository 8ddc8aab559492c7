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

async function ask(form) {
  const response = await fetch(form.dataset.answers, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(bodyOf(form)),
  });
  if (!response.ok) throw new Error(await detailOf(response));
  // The server draws the answer, so that it looks the same with and without script.
  const address = `/recommendations/${(await response.json()).id}`;
  const page = await fetch(address);
  if (!page.ok) throw new Error(await detailOf(page));
  const drawn = new DOMParser().parseFromString(await page.text(), "text/html");
  byId("answer").replaceWith(document.adoptNode(drawn.getElementById("answer")));
  document.title = drawn.title;
  history.pushState(null, "", address);
  byId("answer-heading").focus();
}

function enhanceAsking(form) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const button = form.querySelector("button");
    button.setAttribute("aria-disabled", "true");
    showError("");
    byId("status").textContent = "Looking for KPIs …";
    try {
      await ask(form);
      byId("status").textContent = "";
    } catch (problem) {
      byId("status").textContent = "";
      showError(problem.message);
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
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
