"""Every quote of a text with its kind, its verb of saying and its speaker, by rule.

The marks are paired first (`quote_marks`), then the words around each quote are read (`speech_lines`,
`attribution`), then parts that a cue or a paragraph's end cuts off become one utterance, and speakers get
the names that they have elsewhere in the text (`speaker_names`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.analysis.attribution import Attribution, find_behind, find_tail
from reader.analysis.attribution_before import (
    find_before,
    is_bound,
    is_person_like,
    main_subject,
    sentence_speaker,
)
from reader.analysis.indirect import find_retold, may_retell
from reader.analysis.marks import Mention, Name, Quote, QuoteKind
from reader.analysis.name_guesses import guess_mentions
from reader.analysis.quote_kinds import find_kind, is_held_off
from reader.analysis.quote_marks import Marked, find_marked
from reader.analysis.speaker_names import Speakers
from reader.analysis.speech_lines import Line, People, Phrase, read_line
from reader.corpus.article import Block, BlockKind
from reader.spans import Span

_VOICE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE})
_TAIL = 700
_RESUMING = frozenset((",", ";", ":", "—", "–", "-"))


@dataclass(slots=True)
class _Found:
    """What is known of one stretch between marks; `part_of` is the utterance that it goes on with."""

    kind: QuoteKind
    cue: Span | None = None
    speaker: Span | None = None
    own: bool = False
    part_of: int | None = None


def find_quotes(
    text: str,
    blocks: Sequence[Block],
    mentions: Sequence[Mention],
    names: Sequence[Name],
    *,
    indirect: bool = True,
) -> tuple[Quote, ...]:
    """The quotes of a text, in order of their first span.

    `blocks` are in order and disjoint, as `find_blocks` gives them; text outside them is not read. Without
    mentions, names are guessed from capitals. `indirect` says whether speech retold without quotation marks
    is found too. The cost is linear in the text and the mentions.
    """
    marked = find_marked(text, blocks)
    if not marked and not indirect:
        return ()
    finder = _Finder(text, blocks, marked, mentions, names)
    finder.read(indirect=indirect)
    return finder.quotes()


class _Finder:
    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        marked: tuple[Marked, ...],
        mentions: Sequence[Mention],
        names: Sequence[Name],
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.marked = marked
        self.people = People(mentions or guess_mentions(text))
        quoted = [(one.start, one.end) for one in marked if one.outer is None]
        self.speakers = Speakers(text, blocks, self.people, names, quoted)
        self.found: list[_Found] = [_Found(QuoteKind.SCARE) for _ in marked]
        self.retold: list[tuple[Span, _Found]] = []
        self.inner: dict[int, list[int]] = {}
        self.outer: dict[int, list[int]] = {}
        for index, one in enumerate(marked):
            if one.outer is None:
                self.outer.setdefault(one.block, []).append(index)
            else:
                self.inner.setdefault(one.outer, []).append(index)

    def read(self, *, indirect: bool) -> None:
        """Finds kind, cue and speaker of every stretch, and retold speech where asked."""
        for number, block in enumerate(self.blocks):
            indices = self.outer.get(number, [])
            if block.kind is BlockKind.POST:
                self._read_post(block, indices)
                continue
            start, end = block.span.start, min(block.span.end, len(self.text))
            retells = indirect and block.kind in _VOICE and may_retell(self.text, start, end)
            if not indices and not retells:
                continue
            line = self._read_stretch(start, end, indices, number)
            if retells:
                self._retell(line)
        for index, indices in self.inner.items():
            one = self.marked[index]
            self._read_stretch(one.start + 1, one.end - (1 if one.closed else 0), indices, None)
        for index, one in enumerate(self.marked):
            if one.follows is not None:
                self._join_paragraphs(index, one.follows)

    def _retell(self, line: Line) -> None:
        for own, clause in find_retold(line):
            found = _Found(QuoteKind.INDIRECT)
            self._attribute(line, found, own)
            self.retold.append((Span(line.starts[clause.first], line.ends[clause.last - 1]), found))

    def _read_post(self, block: Block, indices: list[int]) -> None:
        author = self.speakers.author(block)
        for index in indices:
            self.found[index] = _Found(QuoteKind.DIRECT, None, author, own=True)

    def _read_stretch(self, start: int, end: int, indices: list[int], number: int | None) -> Line:
        """Reads one block, or one quote's inside; `number` is the block's index."""
        places = [(index, self.marked[index].start, self.marked[index].end) for index in indices]
        line = read_line(self.text, start, end, places, self.people)
        previous: int | None = None
        for token, index in enumerate(line.quotes):
            if index < 0:
                continue
            self._read_quote(line, token, index, previous, number)
            if self.found[index].kind is not QuoteKind.SCARE:
                previous = token
        return line

    def _read_quote(
        self,
        line: Line,
        token: int,
        index: int,
        previous: int | None,
        number: int | None,
    ) -> None:
        found = self.found[index]
        one = self.marked[index]
        behind = find_behind(line, token)
        if is_held_off(line, token, behind is not None):
            return
        if behind is None and previous is not None and self._goes_on(line, previous, token):
            first = line.quotes[previous]
            start = self.found[first].part_of
            before = self.found[first]
            self.found[index] = _Found(
                before.kind, before.cue, before.speaker, before.own, first if start is None else start
            )
            return
        own = find_before(line, token)
        if own is None or (behind is not None and not is_bound(line, token, own)):
            own = behind or own
        found.kind = find_kind(line, token, own, behind is not None, one.closed)
        own = own or find_tail(line, token)
        if own is not None:
            self._attribute(line, found, own)
            if found.kind is QuoteKind.SCARE:
                found.kind = QuoteKind.MIXED
        elif found.kind is QuoteKind.DIRECT and number is not None:
            self._carry(line, token, found, previous, number)

    def _attribute(self, line: Line, found: _Found, own: Attribution) -> None:
        found.own = True
        found.speaker = self._span(line, own.speaker)
        if own.has_cue:
            found.cue = Span(line.starts[own.cue_first], line.ends[own.cue_last - 1])

    def _goes_on(self, line: Line, previous: int, token: int) -> bool:
        """Whether a quote is the second part of the one before it: only an attribution stands between."""
        before = self.found[line.quotes[previous]]
        if before.cue is None or before.kind is not QuoteKind.DIRECT or not before.own:
            return False
        if not line.ends[previous] <= before.cue.start < line.starts[token]:
            return False
        between = range(previous + 1, token)
        if "came" in line.lows[token + 1 : token + 3]:
            # `“Never,” came the reply`: somebody else's.
            return False
        if line.first[token] == token:
            # A sentence of its own, right behind that of the attribution.
            return line.first[token - 1] <= line.first[previous] or line.first[token - 1] <= previous + 1
        if line.first[token] > previous or line.words[token - 1] not in _RESUMING:
            return False
        return not any(line.lows[at] in ("adding", "saying", "calling", "noting", "and") for at in between)

    def _carry(self, line: Line, token: int, found: _Found, previous: int | None, number: int) -> None:
        """Gives a quote without a cue of its own the speaker of what stands before it, or else behind it."""
        if line.first[token] != token:
            return
        if token == 0:
            self._carry_from_above(number, found)
        elif previous is None or (token - previous > 2 and line.first[token - 1] > previous):
            phrase = sentence_speaker(line, line.first[token - 1], token)
            found.speaker = None if phrase is None else self._span(line, phrase)
        if found.speaker is None and previous is not None:
            found.speaker = self.found[line.quotes[previous]].speaker
        elif found.speaker is None and token + 1 < len(line) and line.first[token + 1] == token + 1:
            phrase = main_subject(line, token + 1, line.last[token + 1])
            if phrase is not None and is_person_like(line, phrase):
                found.speaker = self._span(line, phrase)

    def _span(self, line: Line, phrase: Phrase) -> Span:
        """The words of a phrase, without the ending of a possessive."""
        start, end = line.starts[phrase.first], line.ends[phrase.last - 1]
        possessive = end - start > 2 and self.text[end - 2 : end] in ("’s", "'s")
        return Span(start, end - 2 if possessive else end)

    def _voice_above(self, number: int) -> int | None:
        """The paragraph above a block, over pictures and posts, but not over a heading."""
        for above in range(number - 1, max(number - 4, -1), -1):
            if self.blocks[above].kind in _VOICE:
                return above
            if self.blocks[above].kind is BlockKind.HEADING:
                return None
        return None

    def _carry_from_above(self, number: int, found: _Found) -> None:
        """Gives a quote that opens a paragraph the speaker of the paragraph above: of its last quote, or of
        what it retells; and its verb too where that paragraph ends in a colon."""
        above = self._voice_above(number)
        if above is None:
            return
        end = self.blocks[above].span.end
        indices = self.outer.get(above, [])
        start = max(
            self.marked[indices[-1]].end if indices else 0, self.blocks[above].span.start, end - _TAIL
        )
        found.speaker = self.found[indices[-1]].speaker if indices else None
        # The quote stands as a last token behind the paragraph, as if it went on.
        line = read_line(self.text, start, end, [(0, end, end)], self.people)
        last = len(line) - 1
        if last and line.words[last - 1] in (":", ",") and (own := find_before(line, last)) is not None:
            self._attribute(line, found, own)
        elif last and (found.speaker is None or line.first[last - 1] > 0):
            phrase = sentence_speaker(line, line.first[last - 1], last)
            if phrase is not None:
                found.speaker = self._span(line, phrase)

    def _join_paragraphs(self, index: int, earlier: int) -> None:
        """Makes a stretch part of the utterance that began in a paragraph above."""
        start = self.found[earlier].part_of
        head = earlier if start is None else start
        first, one = self.found[head], self.found[index]
        if one.own and not first.own:
            first.cue, first.speaker, first.own = one.cue, one.speaker, True
        first.kind = QuoteKind.DIRECT
        one.part_of = head

    def quotes(self) -> tuple[Quote, ...]:
        """The utterances, each with its spans, names resolved."""
        parts: dict[int, list[Span]] = {}
        for index, one in enumerate(self.marked):
            head = self.found[index].part_of
            parts.setdefault(index if head is None else head, []).append(Span(one.start, one.end))
        # Marked quotes come by their index, retold speech by what follows these indices.
        order = [(spans[0].start, index) for index, spans in parts.items()]
        order += [(span.start, len(self.marked) + at) for at, (span, _) in enumerate(self.retold)]
        order.sort()
        place = {index: number for number, (_, index) in enumerate(order)}
        return tuple(
            self._quote(index, parts[index], place)
            if index in parts
            else self._retold(index - len(self.marked))
            for _, index in order
        )

    def _quote(self, index: int, spans: list[Span], place: dict[int, int]) -> Quote:
        found = self.found[index]
        outer = self.marked[index].outer
        if outer is not None and (head := self.found[outer].part_of) is not None:
            outer = head
        name = None if found.speaker is None else self.speakers.name(found.speaker)
        return Quote(
            tuple(spans), found.kind, found.cue, found.speaker, name, None if outer is None else place[outer]
        )

    def _retold(self, at: int) -> Quote:
        span, found = self.retold[at]
        name = None if found.speaker is None else self.speakers.name(found.speaker)
        return Quote((span,), found.kind, found.cue, found.speaker, name)
