"""An article, its decisions and the cursor as rows of styled text. Pure: no widget, no state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.analysis.marks import EntityType, QuoteKind
from reader.analysis.suggest import Guess
from reader.annotations.model import Layer
from reader.annotations.scheme import Scheme
from reader.annotations.standing import Standing
from reader.corpus.article import BlockKind
from reader.spans import Span
from reader.tui.bars import Piece
from reader.tui.glyphs import ascii_signs, cells, cropped, fit, inert
from reader.tui.highlighting import is_voiced, letters_in, line_segments
from reader.tui.highlights import Highlights, Letter
from reader.tui.hinting import NO_LABELS, Labels
from reader.tui.label_keys import LabelKeys
from reader.tui.layout import BlockLayout, Line, Page
from reader.tui.looks import Looks
from reader.tui.motion import View, percent_seen
from reader.tui.naming import speaker_of
from reader.tui.overlay import hit_overs, label_overs, lay_over
from reader.tui.searching import NOTHING, Found
from reader.tui.signs import Signs
from reader.workspace.marks import Mark
from reader.workspace.notes import Note
from reader.workspace.sheet import Sheet

_KIND_WORDS = {BlockKind.POST: "post", BlockKind.CAPTION: "caption"}
_NOTE = 32
"""Cells of a note that its chip shows; the note itself opens with its key."""
_NAME = 24
"""Cells of a label's name that its chip shows."""
_SPEAKER = 28
"""Cells of a speaker in a chip at most."""
_ASIDE = frozenset({BlockKind.POST, BlockKind.CAPTION, BlockKind.BLOCKQUOTE})


@dataclass(frozen=True, slots=True)
class Setting:
    """How an article is drawn: styles, signs and the keys on its chips."""

    looks: Looks
    signs: Signs
    keys: LabelKeys
    letters: bool = False
    """Whether a letter after each name tells its type."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag as the page shows it: `[1 conflict]`; `short` is for narrow screens."""

    text: str
    short: str
    style: Style


@dataclass(frozen=True, slots=True)
class Lights:
    """What is highlighted: the names and quotes of an article, the one in focus, and what lies over them."""

    highlights: Highlights | None = None
    focus: Mark | None = None
    labels: Labels = NO_LABELS
    """Letters to choose by."""
    found: Found = NOTHING
    """What was looked for."""
    chosen: Span | None = None
    """Words that are being chosen: they are in focus then."""
    ranged: range = range(0)
    """The indexes of the blocks that are chosen together."""

    @property
    def focused(self) -> tuple[Span, ...]:
        """The words in focus."""
        if self.chosen is not None:
            return (self.chosen,)
        return self.focus.spans if self.focus is not None else ()

    @property
    def linked(self) -> tuple[Span, ...]:
        """The words that name who speaks the quote in focus."""
        speaks = self.focus is not None and self.focus.is_quote and self.chosen is None
        return (self.focus.speaker,) if speaks and self.focus and self.focus.speaker else ()

    def voices(self, line: Line | None) -> bool:
        """Whether somebody speaks in a line."""
        return line is not None and self.highlights is not None and is_voiced(line, self.highlights)


NO_LIGHTS = Lights()


@dataclass(frozen=True, slots=True)
class Beside:
    """What the chips of a paragraph show beside what was decided, by its number.

    These are the notes on its words, and the labels that it may have.
    """

    notes: Mapping[int, Sequence[Note]] = field(default_factory=dict)
    guesses: Mapping[int, Sequence[Guess]] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


def article_row(
    page: Page,
    sheet: Sheet,
    view: View,
    height: int,
    row: int,
    setting: Setting,
    lights: Lights = NO_LIGHTS,
    beside: Beside = NOTHING_BESIDE,
) -> Strip:
    """One row of the page, `row` counted from its top, as wide as the page's frame."""
    width = page.frame.width
    if row >= page.height:
        return Strip.blank(width)
    index, line = page.line_at(row)
    block = page.blocks[index]
    guessed = block.number in beside.guesses
    segments = _gutter(page, sheet, view, height, row, setting, lights, guessed=guessed)
    if line is not None:
        text = _text(page, block, line, setting, lights)
        segments += [_indent(block, line, setting), *_quiet_dateline(text, page, line, sheet, setting)]
    elif row == page.bottom(index):
        segments += _chip_row(page, sheet, block, setting, lights, beside)
    strip = Strip(segments).adjust_cell_length(width)
    if lights.labels.is_empty and not len(lights.found):
        return strip
    letters = _letters(page, block, line, setting, lights)
    strip = lay_over(strip, hit_overs(page, row, lights.found, letters, setting.looks))
    return lay_over(strip, label_overs(page, view, row, lights.labels, letters, setting.looks.level))


def _letters(
    page: Page, block: BlockLayout, line: Line | None, setting: Setting, lights: Lights
) -> Sequence[Letter]:
    """The letters after the names of a line, where they are drawn."""
    if line is None or lights.highlights is None or not setting.letters:
        return ()
    return letters_in(page, block, line, lights.highlights)


def _text(page: Page, block: BlockLayout, line: Line, setting: Setting, lights: Lights) -> list[Segment]:
    """A line of the text, with what is highlighted in it."""
    style, highlights = _text_style(block, setting.looks), lights.highlights
    if highlights is None:
        return [Segment(ascii_signs(line.text) if setting.signs.ascii else line.text, style)]
    return line_segments(
        page,
        line,
        highlights,
        style,
        setting.looks,
        focused=lights.focused,
        linked=lights.linked,
        letters=_letters(page, block, line, setting, lights),
        ascii_only=setting.signs.ascii,
    )


def _quiet_dateline(
    segments: list[Segment], page: Page, line: Line, sheet: Sheet, setting: Setting
) -> list[Segment]:
    """The line with where and when it was written kept back, up to the dash; names in it stay as they are."""
    dateline = sheet.article.dateline
    if dateline is None or not line.span.overlaps(dateline.span):
        return segments
    text, quiet = setting.looks.text, setting.looks.quiet
    left, drawn = line.cell_of(page.text, dateline.span.end), []
    for segment in segments:
        size = segment.cell_length
        if segment.style == setting.looks.letter:
            drawn.append(segment)
            continue
        if segment.style == text and left > 0:
            before, after = segment.split_cells(min(left, size))
            drawn += [Segment(before.text, quiet), *([after] if after.text else [])]
        else:
            drawn.append(segment)
        left -= size
    return drawn


def _gutter(
    page: Page,
    sheet: Sheet,
    view: View,
    height: int,
    row: int,
    setting: Setting,
    lights: Lights,
    *,
    guessed: bool,
) -> list[Segment]:
    """Left margin, cursor bar, mark, number and the bar beside a quote.

    A paragraph longer than the screen tells how much of it was seen. Of a range all have the bar; the number
    of the end that moves stands out.
    """
    frame, looks, signs = page.frame, setting.looks, setting.signs
    index, line = page.line_at(row)
    block = page.blocks[index]
    current = index == view.cursor
    # The blank line before a heading is nobody's.
    own = (current or index in lights.ranged) and row <= page.bottom(index)
    bar = Segment(signs.bar if own else " ", looks.bar)
    left = [Segment(" " * frame.left), bar]
    room = frame.gutter - 1
    if current and row == view.top + height - 1 and (seen := percent_seen(page, view, height)) is not None:
        return [*left, Segment(fit(f"{signs.more}{seen:3d}%", room, ""), looks.bar)]
    # The bar of a quote keeps a blank from the text where the gutter has one.
    voice = f"{signs.aside if lights.voices(line) else ' '}{' ' * frame.numbers}"
    room -= len(voice)
    if line is None or row != page.top(index):
        return [*left, Segment(" " * room + voice, looks.quiet)]
    standing = sheet.block(block.number)
    mark = signs.of_block(standing, decidable=sheet.is_decidable(sheet.article.blocks[index]))
    if guessed and mark == signs.undecided:
        mark = signs.suggested
    style = looks.quiet if not standing.decided else looks.mark
    if not frame.numbers:
        return [*left, Segment(mark, style), Segment(voice, looks.quiet)]
    number = f"{block.number:>{room - 1}d}" if _is_numbered(sheet, index, standing) else " " * (room - 1)
    if not current:
        return [*left, Segment(mark, style), Segment(f"{number}{voice}", looks.quiet)]
    return [*left, Segment(mark, style), Segment(number, looks.strong), Segment(voice, looks.quiet)]


def _is_numbered(sheet: Sheet, index: int, standing: Standing) -> bool:
    """Every block has a number; headings show theirs only once something was said of them."""
    return sheet.article.blocks[index].kind is not BlockKind.HEADING or not standing.untouched


def _indent(block: BlockLayout, line: Line, setting: Setting) -> Segment:
    if not block.indent:
        return Segment("")
    sign = setting.signs.aside if block.kind in _ASIDE else " "
    return Segment(sign + " " * (block.indent_of(line) - 1), setting.looks.quiet)


def _text_style(block: BlockLayout, looks: Looks) -> Style:
    if block.kind is BlockKind.HEADING:
        return looks.heading
    if block.kind is BlockKind.CAPTION:
        return looks.aside
    if block.kind is BlockKind.BYLINE:
        return looks.quiet
    return looks.text


def _chip_row(
    page: Page, sheet: Sheet, block: BlockLayout, setting: Setting, lights: Lights, beside: Beside
) -> list[Segment]:
    """The blank line below a block: tags at the right, and at the left what kind of aside it is."""
    looks, measure = setting.looks, page.frame.measure
    word = _KIND_WORDS.get(block.kind, "")
    left = [Segment(" " * block.indent), Segment(word, looks.quiet)] if word else []
    room = measure - (block.indent + len(word) + 1 if word else 0)
    said = chips_of(sheet.block(block.number), sheet.scheme, setting)
    for guess in beside.guesses.get(block.number, ()):
        said.append(_guess_chip(guess.label, sheet.scheme, setting))
    said += word_chips(block, lights.highlights, page.text, setting)
    said += [_note_chip(note.words, setting, note.exact) for note in beside.notes.get(block.number, ())]
    chips = place_chips(said, room, setting)
    taken = sum(cells(chip.text) for chip in chips) + max(0, len(chips) - 1)
    used = block.indent + len(word) if word else 0
    segments = [*left, Segment(" " * max(0, measure - used - taken))]
    return [*segments, *(Segment(*piece) for piece in chip_pieces(chips, Style()))]


def chips_of(standing: Standing, scheme: Scheme, setting: Setting) -> list[Chip]:
    """The tags of a paragraph, in the scheme's order, then what else was said of it."""
    chips = [
        _label_chip(label, "", scheme, setting, "?" if label in standing.unsettled else "")
        for label in standing.accepted
    ]
    chips += [_label_chip(label, "not ", scheme, setting) for label in standing.rejected]
    chips += [_label_chip(label, "ignored ", scheme, setting) for label in standing.skipped]
    chips += [_label_chip(label, "not ", scheme, setting, " as it was") for label in standing.in_part]
    quiet = setting.looks.quiet
    if standing.none:
        chips.append(Chip("[0 none of them]", "[0]", quiet))
    if standing.ignored:
        chips.append(Chip("[ignored]", f"[{setting.signs.ignored}]", quiet))
    if Layer.NAMES in standing.complete:
        chips.append(Chip("[names complete]", "[names]", quiet))
    if standing.flagged:
        chips.append(Chip(setting.signs.flag, setting.signs.flag, setting.looks.flag))
    if standing.note:
        chips.append(_note_chip(standing.note, setting))
    return chips


def _guess_chip(label_id: str, scheme: Scheme, setting: Setting) -> Chip:
    """A label that is only suggested."""
    label = scheme.label(label_id)
    name, key = inert(label.name if label else label_id), setting.keys.press.get(label_id, "")
    words = f"{key} {name}" if key else name
    return Chip(f"({words}?)", f"({key or name[:3]}?)", setting.looks.quiet)


def _note_chip(note: str, setting: Setting, exact: str = "") -> Chip:
    """The beginning of a note; one on some words begins with them, in half of its room at most."""
    signs = setting.signs
    words = " ".join(note.split())
    if exact:
        on = " ".join(exact.split())
        on = fit(on, min(_NOTE // 2, cells(on)), signs.ellipsis).rstrip()
        words = f"{signs.open_quote}{on}{signs.close_quote} {words}"
    words = fit(words, min(_NOTE, cells(words)), signs.ellipsis)
    return Chip(f"{signs.note} {words}", signs.note, setting.looks.aside)


def word_chips(block: BlockLayout, found: Highlights | None, text: str, setting: Setting) -> list[Chip]:
    """What stands of the words of a paragraph: who speaks, and what was flagged."""
    chips: list[Chip] = []
    signs, looks = setting.signs, setting.looks
    for mark in found.marks_of(block.number - 1) if found is not None else ():
        if mark.flagged:
            words = fit(inert(mark.spans[0].of(text)), min(_SPEAKER, len(mark.spans[0])), signs.ellipsis)
            chips.append(Chip(f"{signs.flag} {words}", signs.flag, looks.flag))
        if found is None or not mark.is_quote or not mark.shown or not _speaks(mark):
            continue
        who = speaker_of(mark, found, text)
        short = _last_name(who, mark, found) if who else ""
        sure = "" if mark.spoken else "?"
        words = f"{signs.open_quote} {fit(short, min(_SPEAKER, cells(short)), signs.ellipsis)}{sure}"
        # Nobody who is named, and decided so.
        unnamed = f"{signs.orphan} lost" if mark.astray else "nobody" if mark.spoken else "?"
        words = words if short else f"{signs.open_quote} {unnamed}"
        chips.append(Chip(words, f"{signs.open_quote}{sure}", looks.text if mark.spoken else looks.quiet))
    return chips


def _speaks(mark: Mark) -> bool:
    """Whether somebody speaks in a quote: words held at arm's length are nobody's."""
    return mark.spoken or mark.quote is None or mark.quote.kind is not QuoteKind.SCARE


def _last_name(who: str, mark: Mark, found: Highlights) -> str:
    """A person by the last name, anybody else by the whole."""
    if mark.speaker is None:
        return who
    first = found.first_from(mark.speaker.start)
    for stop in found.stops[first : first + 4] if first is not None else ():
        if stop.label == EntityType.PER and stop.end == mark.speaker.end and who.split():
            return who.split()[-1]
    return who


def _label_chip(label_id: str, before: str, scheme: Scheme, setting: Setting, after: str = "") -> Chip:
    label = scheme.label(label_id)
    name = cropped(label.name if label else label_id, _NAME, setting.signs.ellipsis) + after
    # What it is not any more, or is not yet, no key says.
    key = "" if after else setting.keys.press.get(label_id, "")
    style = setting.looks.of_label(label.colour) if label and not before else setting.looks.quiet
    sign = {"": "", "not ": "-", "ignored ": "~"}[before]
    words = f"{key} {before}{name}" if key else f"{before}{name}"
    return Chip(f"[{words}]", f"[{sign}{key or name[:3]}]", style)


def place_chips(chips: Sequence[Chip], room: int, setting: Setting) -> list[Chip]:
    """The chips that fit in `room` cells: whole, else short, else some and how many more there are."""
    if _width(chip.text for chip in chips) <= room:
        return list(chips)
    short = [Chip(chip.short, chip.short, chip.style) for chip in chips]
    if _width(chip.text for chip in short) <= room:
        return short
    for count in range(len(short) - 1, -1, -1):
        more = Chip(f"+{len(short) - count}", "", setting.looks.quiet)
        if _width(chip.text for chip in (*short[:count], more)) <= room:
            return [*short[:count], more]
    return []


def chip_pieces(chips: Sequence[Chip], between: Style) -> tuple[Piece, ...]:
    """Chips beside each other, a blank between them."""
    pieces: list[Piece] = []
    for chip in chips:
        pieces += [(" ", between)] if pieces else []
        pieces.append((chip.text, chip.style))
    return tuple(pieces)


def _width(texts: Iterable[str]) -> int:
    widths = [cells(text) for text in texts]
    return sum(widths) + max(0, len(widths) - 1)
