"""What is to move: the noun phrase that the asked movement is about."""

from __future__ import annotations

from dataclasses import dataclass

from service.understanding.asked import CHANGES, Asked, with_less
from service.understanding.clauses import Clause
from service.understanding.measures import Measure
from service.understanding.scopes import opens_scope
from service.understanding.sentences import Sentence
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words

_LEADING = words(
    "the a an our my your their its his her all every each any of in on as least at more fewer "
    "less up down out about around approximately over under nearly some that than no zero "
    "additional another further into with only to by from and is be : , - ( ) \" ' \u2022 * . ; "
    "exactly who also we i us me will want see ensure for annually not only once \u2265 \u2264 "
    "> < >= <= = on below above or so have has"
)
_STOPS = words(
    "while whilst without through via so until before after within during than using compared "
    "relative against versus currently now whereas but because as due thanks ( ) ; : . \u2192 -> => < "
    "> <= >= \u2265 \u2264 = , at below above over is are will be exceed exceeds once twice"
)
_TRAILING = words(
    "to of and for in on the a an with or more less fewer up down faster no by at from than every "
    "each our annually daily under would quicker higher lower"
)
_TURNS = words("a an per each every")
_TURNED = words(
    "year month week day night morning evening quarter hour annum person shift 100 1,000 1000 10,000 "
    "10000 100,000 100000 cent"
)
_LIMITS = words("at below under above less fewer zero over more")
_POPULATION = words("children people adults youth women men those girls boys infants babies")
_PASSIVE = words("be is are been being get gets")
_NO_ADVERBS = words(
    "monthly quarterly assembly elderly friendly anomaly monopoly homily butterfly hourly biweekly "
    "fortnightly resupply eco-friendly user-friendly timely"
)
_LABEL_MARKS = words(": - ) .")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is needed to find where a noun phrase begins and ends."""

    sentence: Sentence
    asked: Asked
    taken: list[bool]
    clauses: list[Clause]
    measured: list[bool]

    def between(self, start: int, stop: int) -> tuple[int, int]:
        """The noun phrase that begins at or after ``start`` and ends before ``stop``."""
        while start < stop and (skipped := self._skipped(start)):
            start += skipped
        end = start
        while end < stop and not self._ends(start, end):
            end += 1
        while end > start and (
            self.sentence.words[end - 1] in _TRAILING or _is_adverb(self.sentence.words[end - 1])
        ):
            end -= 1
        return start, max(start, end)

    def _skipped(self, index: int) -> int:
        """How many tokens from ``index`` on do not belong to a noun phrase yet."""
        sentence, word = self.sentence, self.sentence.words[index]
        if self.taken[index] or self.measured[index]:
            return 1
        if word in _TURNS and sentence.word(index + 1) in _TURNED:
            return 2
        if word == "and" and sentence.word(index + 1) in VERBS:
            return 2  # "recruit and onboard 25 volunteers"
        if word == "net" and index + 1 < len(sentence) and self.measured[index + 1]:
            return 1
        if word in CHANGES and sentence.word(index + 1) in ("in", "of"):
            return 2 if sentence.is_word(index + 2) else 0
        if _is_adverb(word):
            return 1
        return int(word in _LEADING or self.clauses[index] is not self.asked.clause)

    def _ends(self, start: int, index: int) -> bool:
        sentence, word = self.sentence, self.sentence.words[index]
        if self.taken[index] or self.measured[index]:
            return True
        if self.clauses[index] is not self.asked.clause or word in _STOPS:
            return True
        if index == start:
            return False
        free = index + 1 < len(sentence) and not (self.measured[index + 1] or self.taken[index + 1])
        following, before = sentence.word(index + 1), sentence.word(index - 1)
        if word in _TURNS and following in _TURNED:
            return True
        if word == "to":
            return not free or following in _LIMITS
        if word == "from":
            return (
                not free or following in ("the", "a", "our", "its") or sentence.is_number(index + 1)
            )
        if word == "by":
            return not free or not before.endswith(("ed", "led", "un")) or following.endswith("ing")
        if word == "under":
            return before not in _POPULATION or not free
        if with_less(sentence, index):
            return True  # "serve more patients with fewer beds"
        if word == "and":
            joins = following in VERBS and VERBS[following].base
            return joins or with_less(sentence, index + 1)
        return opens_scope(sentence, index) or word == "for"


def _is_adverb(word: str) -> bool:
    return len(word) > 6 and word.endswith("ly") and word not in _NO_ADVERBS


def subject_span(
    sentence: Sentence,
    asked: Asked,
    taken: list[bool],
    clauses: list[Clause],
    measures: list[Measure],
) -> tuple[int, int]:
    """Tokens of the noun phrase that is to move, from and up to."""
    measured = [False] * len(sentence)
    for measure in measures:
        measured[measure.start : measure.end] = [True] * (measure.end - measure.start)
    phrase = _Phrase(sentence, asked, taken, clauses, measured)
    opening = max(after_label(sentence), asked.since)
    spans: list[tuple[int, int]] = []
    if asked.since >= 0 or sentence.word(asked.start - 1) in _PASSIVE:
        spans.append((opening, asked.start))  # "carbon emissions will be reduced"
    spans.append((max(opening, asked.end), len(sentence)))
    spans.append((opening, asked.start))  # "sales to increase by 30%"
    for start, stop in spans:
        found = phrase.between(start, stop)
        if found[0] < found[1] and any(map(sentence.is_word, range(*found))):
            return found
    return _lone_word(sentence, asked, taken, measured)


def _lone_word(
    sentence: Sentence, asked: Asked, taken: list[bool], measured: list[bool]
) -> tuple[int, int]:
    """The verb itself where it has no object ("exercise for 30 minutes"), or any word."""
    spoken = [index for index in range(len(sentence)) if sentence.is_word(index)]
    free = [index for index in spoken if not taken[index] and not measured[index]]
    if asked.start in free:
        return asked.start, asked.start + 1
    best = [index for index in free if sentence.words[index] not in _LEADING] or free or spoken
    return (best[0], best[0] + 1) if best else (0, 0)


def after_label(sentence: Sentence) -> int:
    """Index after a label such as "KR2:", "Goal 1 -" or "Objective:", or 0."""
    if sentence.word(0) in ("kr", "goal", "objective", "target", "o", "okr", "aim", "mission") or (
        sentence.word(0)[:1] in ("o", "k", "g") and sentence.word(0)[-1:].isdigit()
    ):
        place = 1
    else:
        return 0
    while sentence.is_number(place) or (sentence.word(place) == "." and sentence.glued(place)):
        place += 1
    return place + 1 if sentence.word(place) in _LABEL_MARKS else 0


def subject_text(sentence: Sentence, span: tuple[int, int]) -> str:
    """The phrase in lower case, but for acronyms and proper nouns."""
    if span[0] >= span[1]:
        return ""
    text = sentence.between(*span)
    first = sentence.tokens[span[0]].text
    if sentence.titled:
        return " ".join(word if word.isupper() else word.lower() for word in text.split(" "))
    opens = span[0] == 0 or sentence.word(span[0] - 1) in _LABEL_MARKS
    if opens and first[1:].islower():
        return first.lower() + text[len(first) :]
    return text
