"""The words between quotes, in order, with each quote as one token, and where sentences begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.analysis.cues import CUES, PARTICLES, Cue, Form
from reader.analysis.marks import EntityType, Mention
from reader.analysis.speech_words import ABBREVIATIONS
from reader.analysis.word_classes import (
    CAPITAL,
    DETERMINER,
    PERSON,
    PRONOUN,
    QUOTED,
    RELATIVE,
    ROLE,
    SIGN,
    TIME,
    classify,
)

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,8}|\w++(?:[’'\-.&/@]\w++)*+|[^\w\s]")
_WIDEST = 6_000
_KEPT = 1_000
QUOTE = "\0quote"
"""The word of a token that stands for a whole quote."""
GAP = "\0gap"
"""The word of a token that stands for words left out of a long stretch."""
_CLOSING = "”\"’'»›」』“«‘) "
_NICKNAME = 24
# The country, the health body and an agency are no pronouns and no verbs.
_SHOUTED = frozenset(("US", "WHO", "IT", "AM", "ICE"))
_AGENTS = ("ist", "ists", "man", "men", "woman", "women", "ers", "ors", "ian", "ians")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` of a line that name a speaker."""

    first: int
    last: int


class People:
    """The mentions of a text, sorted, to be found by place."""

    __slots__ = ("mentions", "starts")

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda one: (one.span.start, -one.span.end))
        self.starts = [one.span.start for one in self.mentions]


class Line:
    """The tokens of one block, or of one quote's inside: parallel lists, one entry a token.

    `words` and `lows` hold the word and its lower case, `kinds` the bits of `word_classes`, `starts` and
    `ends` code points, `quotes` the index of a quote or -1, `mentions` the index of the mention that covers
    the token or -1, `labels` its type, `first` and `last` the first token of its sentence and the one behind
    its last.
    """

    __slots__ = (
        "ends", "first", "guessed", "kinds", "labels", "last", "lows", "mentions", "quotes", "starts", "text",
        "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.lows: list[str] = []
        self.kinds: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: list[int] = []
        self.mentions: list[int] = []
        self.labels: list[EntityType | None] = []
        self.first: list[int] = []
        self.last: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, start: int, end: int, quote: int = -1) -> None:
        """Adds one token."""
        low = word if word in _SHOUTED else word.lower()
        self.words.append(word)
        self.lows.append(low)
        self.kinds.append(QUOTED | SIGN if word[0] == "\0" else classify(word, low))
        self.starts.append(start)
        self.ends.append(end)
        self.quotes.append(quote)

    def ends_mention(self, at: int) -> bool:
        """Whether a mention ends with this token, a possessive ending aside."""
        index = self.mentions[at]
        return index >= 0 and (at + 1 == len(self.words) or self.mentions[at + 1] != index)

    def is_name(self, at: int) -> bool:
        """Whether the token is a capitalised word that names something, no day and no pronoun."""
        return bool(self.kinds[at] & CAPITAL) and (
            self.mentions[at] >= 0 or not self.kinds[at] & ~(CAPITAL | ROLE)
        )

    def cue(self, at: int) -> Cue | None:
        """The verb of saying that the token is, in lower case or opening its sentence."""
        cue = CUES.get(self.lows[at])
        if cue is None or (self.kinds[at] & CAPITAL and at != self.first[at]):
            return None
        particles = PARTICLES.get(cue.lemma)
        if particles is None or (at + 1 < len(self.words) and self.lows[at + 1] in particles):
            return cue
        return None

    def is_tight(self, at: int) -> bool:
        """Whether no blank stands before the token."""
        return at > 0 and self.ends[at - 1] == self.starts[at]

    def is_nickname(self, at: int) -> bool:
        """Whether a quote stands inside a name: `John “Johnny” Smith`."""
        return (
            0 < at < len(self.words) - 1
            and self.quotes[at] >= 0
            and bool(self.kinds[at - 1] & CAPITAL and self.kinds[at + 1] & CAPITAL)
            and self.ends[at] - self.starts[at] < _NICKNAME
            and self.lows[at - 1] not in CUES
            and self.text[self.ends[at] - 2 : self.ends[at] - 1] not in ".,!?"
        )

    def takes_more(self, at: int) -> bool:
        """Whether the noun takes `for`, `at` and what follows: a role, an office, a name."""
        kinds = self.kinds[at]
        if kinds & ROLE:
            return True
        if kinds & CAPITAL:
            return not kinds & ~(CAPITAL | PERSON)
        return not kinds and len(self.lows[at]) > 4 and self.lows[at].endswith(_AGENTS)

    def is_agent(self, at: int) -> bool:
        """Whether a noun names somebody by its ending or its age: `poster`, `the 51-year-old`."""
        return self.takes_more(at) or (
            not self.kinds[at] and self.lows[at].endswith(("er", "or", "-old", "ist"))
        )


def read_line(
    text: str, start: int, end: int, quotes: Sequence[tuple[int, int, int]], people: People
) -> Line:
    """The tokens of `[start, end)`; `quotes` are (index, start, end), in order and disjoint.

    Of a long stretch between quotes only the two ends are read.
    """
    line = Line(text)
    at = start
    for index, opening, closing in quotes:
        _read_gap(line, at, opening)
        line.add(QUOTE, opening, closing, index)
        at = closing
    _read_gap(line, at, end)
    _lay_mentions(line, people)
    _split_sentences(line)
    return line


def _read_gap(line: Line, start: int, end: int) -> None:
    if end - start > _WIDEST:
        _read_words(line, start, start + _KEPT)
        line.add(GAP, start + _KEPT, start + _KEPT)
        start = end - _KEPT
    _read_words(line, start, end)


def _read_words(line: Line, start: int, end: int) -> None:
    for match in _TOKEN.finditer(line.text, start, end):
        line.add(match.group(), match.start(), match.end())


def _lay_mentions(line: Line, people: People) -> None:
    line.mentions = [-1] * len(line)
    line.labels = [None] * len(line)
    if not len(line) or not people.starts:
        return
    index = max(bisect_left(people.starts, line.starts[0]) - 1, 0)
    total = len(people.mentions)
    for at, start in enumerate(line.starts):
        while index < total and people.mentions[index].span.end <= start:
            index += 1
        if index == total:
            return
        one = people.mentions[index]
        if one.span.start >= line.ends[at] or line.quotes[at] >= 0:
            continue
        line.mentions[at] = index
        line.labels[at] = one.label
        if one.label is EntityType.PER:
            # Will, May and Bill are no verbs and no months here.
            line.lows[at] = line.words[at]
            line.kinds[at] = PERSON | (line.kinds[at] & CAPITAL)


def _split_sentences(line: Line) -> None:
    count = len(line)
    first = 0
    line.first = [0] * count
    line.last = [count] * count
    for at in range(count):
        line.first[at] = first
        if at + 1 < count and _ends_sentence(line, at):
            line.last[first : at + 1] = [at + 1] * (at + 1 - first)
            first = at + 1


def _ends_sentence(line: Line, at: int) -> bool:
    word = line.words[at]
    following = line.words[at + 1]
    if word == GAP or following == GAP:
        return True
    if word == QUOTE:
        return _quote_ends(line, at)
    if word not in (".", "!", "?", "…"):
        return False
    if not (following[0].isupper() or following == QUOTE or following[0].isdigit() or following in "([—–-"):
        return False
    if word == "." and line.is_tight(at):
        before = line.lows[at - 1].lower()
        if before in ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
            return False
    return True


def _quote_ends(line: Line, at: int) -> bool:
    """Whether the sentence ends with a quote: it does behind a full stop unless `X said` follows."""
    content = line.text[max(line.starts[at], line.ends[at] - 4) : line.ends[at]].rstrip(_CLOSING)
    following = line.words[at + 1]
    if following == QUOTE:
        return True
    sign = content[-1:]
    if not sign or sign not in ".!?…—–":
        return False
    if not following[0].isalnum():
        return following in "—–" and sign not in "—–…"
    if following[0].islower():
        return False
    return not _is_tail(line, at + 1, strict=sign == ".")


def _is_tail(line: Line, start: int, *, strict: bool) -> bool:
    """Whether `Smith said.` follows: a short name or pronoun, a verb of saying, and no clause behind it."""
    for at in range(start, min(start + 8, len(line))):
        cue = CUES.get(line.lows[at])
        if cue is not None and cue.form <= Form.PRESENT and cue.strong and at > start:
            following = line.words[at + 1] if at + 1 < len(line) else "."
            if following in (".", QUOTE, GAP) or (following in ",:" and not strict):
                return True
            clause = line.kinds[at + 1] & (DETERMINER | PRONOUN | CAPITAL) and not line.kinds[at + 1] & TIME
            return not strict and not clause and following != "that"
        if line.kinds[at] & (SIGN | RELATIVE | TIME) and line.words[at] != ".":
            return False
    return False
