"""Strategy-speak that says nothing of what a goal is about.

An embedding takes "synergistically drive strategic excellence" for closeness to any strategy, so
a goal that serves nothing could be worded into serving it. What is taken out here is what fits
every goal of every organisation alike. Words that name a thing in other company stay: "strategic
sourcing", "financial leverage", "drive-through", "wheel alignment".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STRATEGY = (
    r"(?:(?:overall|overarching|corporate|company|company's|business|organisational|group)\s+)*"
    r"(?:strateg(?:y|ies)|vision|mission|purpose|north\s+star|strategic\s+"
    r"(?:goals?|objectives?|priorit(?:y|ies)|plan|vision|direction|intent|imperatives?|pillars?))"
)
#: Empty wherever they stand.
_EMPTY = re.compile(
    r"(?<![\w-])(?:"
    r"synerg\w+|strategically|holistic(?:ally)?|seamless(?:ly)?|proactive(?:ly)?|impactful(?:ly)?|"
    r"transformational(?:ly)?|transformative(?:ly)?|visionary|disruptively|passionately|"
    r"(?:world|best)[ -](?:class|in[ -]class|of[ -]breed)|cutting[ -]edge|bleeding[ -]edge|"
    r"leading[ -]edge|state[ -]of[ -]the[ -]art|game[ -]chang(?:ing|er)|mission[ -]critical|"
    r"value[ -]adding|value[ -]added(?=\s*,|\s+(?:synerg|paradigm|solution|approach|outcome))|"
    r"north\s+star|future[ -]proof|"
    r"(?:results|purpose)[ -]driven|customer[ -]centric(?:ity)?|step\s+change|hearts\s+and\s+minds|"
    r"(?:trusted\s+)?partner\s+of\s+choice|double\s+down|strategic\s+(?:bets?|clarity)|"
    r"core\s+competenc(?:e|ies|y)|rise\s+to\s+the\s+challenge|digital[ -]first|shared\s+value|"
    r"forward[ -](?:looking|thinking)|thought\s+leadership|paradigm(?:\s+shifts?)?|"
    r"low[ -]hanging\s+fruits?|move\s+the\s+needle|moving\s+the\s+needle|going\s+forward|"
    r"outside\s+the\s+box|end[ -]to[ -]end\s+excellence|"
    r"(?:strategic|operational|organisational|organizational|business|functional|executional)\s+"
    r"(?:excellence|alignment|impact|value|success|synerg\w+|imperatives?|priorit(?:y|ies)|"
    r"outcomes?|advantages?|agility|intent|relevance|ambitions?|vision|goals?|objectives?)|"
    r"(?:sustainable\s+)?competitive\s+advantages?|value\s+creation|stakeholder\s+(?:value|engagement)|"
    r"brand\s+promise|market\s+leadership|growth\s+(?:journey|agenda|story)|laser\s+focus|"
    r"sustainable\s+growth|"
    r"(?:in\s+(?:line|alignment|accordance|keeping)\s+with|in\s+(?:support|pursuit|service)\s+of|"
    r"(?:(?:fully|closely|strongly|tightly)\s+)?align(?:ed|s|ing)?\s+(?:with|to)|"
    r"(?:directly\s+)?support(?:s|ing)?|contribut(?:es?|ing)\s+to|advanc(?:es?|ing)|"
    rf"enabl(?:es?|ing)|deliver(?:s|ing)?\s+on)\s+(?:(?:our|the|all)\s+)?{_STRATEGY}"
    r")(?![\w-])",
    re.IGNORECASE,
)
#: Empty in a clause that holds nothing else: verbs that take any object, praise, abstractions.
_WEAK = frozenset(
    # Verbs.
    "drive deliver enable foster unlock unleash maximise maximize optimise optimize leverage "
    "empower champion accelerate amplify achieve ensure embrace harness create realise realize "
    "catalyse catalyze elevate enhance ignite embed promote pursue excel be become operationalise "
    "operationalize leapfrog spearhead supercharge turbocharge propel fuel inspire energise "
    "energize strengthen advance raise bring make take set put give build support shape lead "
    "pioneer reimagine rethink revolutionise revolutionize transform evolve align focus commit "
    "generate add boost push lift help serve contribute demonstrate reflect underpin reinforce "
    # Praise.
    "excellence excellent innovation innovative agile agility dynamic robust scalable sustainable "
    "bold ambitious exceptional outstanding superior optimal maximum full fully truly highly "
    "deeply very new key core critical lasting meaningful measurable positive powerful relentless "
    "unparalleled unrivalled unmatched premier leading best greatest great real true ultimate "
    "disruptive integrated data-driven value-driven cross-functional forward-looking modern "
    "strategic operational organisational organizational overall overarching corporate continuous "
    "improvement effective effectively effectiveness efficient efficiently successful successfully "
    "smart smarter stronger better next-generation next-gen maximally continuously relentlessly "
    "boldly lean greatness velocity resilience trusted position "
    # Abstractions.
    "alignment value impact success transformation outcome result approach way manner "
    "mindset journey solution practice capability potential performance thinking fashion lens "
    "framework initiative ecosystem stakeholder organisation organization enterprise company "
    "business strategy vision mission purpose ambition level scale agenda roadmap enabler driver "
    "pillar benchmark industry standard fit goal objective priority imperative aspiration promise "
    "competition tomorrow future world culture spirit commitment effort contribution part step "
    "leadership matter most roi synergy everything everyone".split()
)
#: Words that say nothing anywhere, and so are no sign of strategy-speak either.
_SMALL = frozenset(
    "a an the our its their all any every each more this that these what which who it we us as on "
    "of in for at from into across around within beyond is are will can".split()
)
_HOLE = "\0"
#: What stands between two clauses.
_JOINT = re.compile(
    r"(\s*[,;:.()–—]+\s*(?:(?:and|thereby|thus)\s+)?|\s+-\s+|"
    r"\s+(?:in\s+order\s+to|so\s+as\s+to|thereby|while|whilst|to|by|through|via|with|and|towards?|as|"
    r"so\s+that)\s+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")
_LEAST_WORDS = 2
#: Weak words that make a clause strategy-speak.
_LEAST_SIGNS = 2


def without_empty_words(text: str) -> str:
    """The text without strategy-speak; the whole text when nothing that tells remains.

    Clauses of words that take any object and praise any subject go, and some words and phrases
    go wherever they stand.
    """
    pieces = _JOINT.split(f" {_EMPTY.sub(_HOLE, text)} ")
    clauses, joints = pieces[::2], ["", *pieces[1::2]]
    empty = _empty_runs(clauses)
    if not any(empty) and _HOLE not in "".join(clauses):
        return text
    kept = [(j, c) for j, c, drop in zip(joints, clauses, empty, strict=True) if not drop]
    left = "".join((joint if at else "") + clause for at, (joint, clause) in enumerate(kept))
    rest = " ".join(left.replace(_HOLE, " ").split()).strip(" ,;:.-–—")
    return rest if _telling(rest) and len(rest.split()) >= _LEAST_WORDS else text


def _empty_runs(clauses: Sequence[str]) -> list[bool]:
    """Which clauses are strategy-speak alone.

    One weak word is too little to tell, as in "by value" or "and keys", but beside a clause that
    is empty it is of the same kind.
    """
    blank = [not _telling(clause) for clause in clauses]
    empty = [
        tells_nothing and (_HOLE in clause or len(_signs(clause)) >= _LEAST_SIGNS)
        for clause, tells_nothing in zip(clauses, blank, strict=True)
    ]
    for order in (range(1, len(clauses)), range(len(clauses) - 2, -1, -1)):
        step = order.step
        for at in order:
            empty[at] |= blank[at] and empty[at - step]
    return empty


def _signs(clause: str) -> list[str]:
    return [word for word in _WORD.findall(clause.lower()) if word not in _SMALL]


def _telling(clause: str) -> list[str]:
    """Words that say what it is about."""
    return [word for word in _signs(clause) if not _forms(word) & _WEAK]


def _forms(word: str) -> set[str]:
    """The word and what it may be a form of: "drives", "driving", "unleashed", "values"."""
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    for suffix in ("ing", "ed"):
        if word.endswith(suffix):
            stem = word.removesuffix(suffix)
            forms |= {stem, f"{stem}e"}
    if word.endswith("ies"):
        forms.add(f"{word[:-3]}y")
    return forms
