"""What can stand beside or below the text, as lines: the guidelines, and who decided what and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from rich.style import Style

from reader.annotations.model import Event, Origin
from reader.annotations.scheme import Group, Label, LabelTarget, Scheme
from reader.spans import Span
from reader.tui.article_rows import short_date
from reader.tui.bars import BarLine, Piece
from reader.tui.glyphs import cells, fit, inert
from reader.tui.layout import wrap
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.workspace.informing import About, Said, Step, WhoWhen

_NARROWEST = 8
_TITLES = {
    LabelTarget.BLOCK: "For paragraphs",
    LabelTarget.SPAN: "For words",
    LabelTarget.DOCUMENT: "For the whole article",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """How lines are drawn, and how wide they may be."""

    width: int
    looks: Looks
    signs: Signs

    def prose(self, text: str, style: Style, indent: int = 0) -> list[BarLine]:
        """A text in lines, its own line breaks kept as paragraphs, set in by so many cells."""
        measure = max(_NARROWEST, self.width - indent)
        lines: list[BarLine] = []
        for part in text.strip().split("\n\n"):
            lines += [BarLine()] if lines else []
            for line in wrap(part, Span(0, len(part)), measure):
                lines.append(BarLine(((" " * indent + line.text.strip(" "), style),)))
        return lines


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each label is given, by its id; `here` is None where no article is open."""

    everywhere: Mapping[str, int] = field(default_factory=dict)
    here: Mapping[str, int] | None = None

    def words(self, label: str) -> str:
        """What stands beside a label."""
        everywhere = self.everywhere.get(label, 0)
        if self.here is None:
            return f"{everywhere:,}"
        here = self.here.get(label, 0)
        # The index follows what is on the screen; it never knows fewer than there are here.
        return f"{here:,} of {max(here, everywhere):,}"


def guide_lines(
    scheme: Scheme,
    press: Mapping[str, str],
    counts: Counts | None,
    ink: Ink,
    first: LabelTarget = LabelTarget.BLOCK,
    make: str = "t",
) -> list[BarLine]:
    """The guidelines of a scheme, and each label with what it is for; those for `first` before the others.

    Without counts it is a scheme that nobody has used yet: its own labels are all there is to say.
    """
    looks = ink.looks
    lines = ink.prose(scheme.guidelines, looks.text) if scheme.guidelines.strip() else []
    order = [first, *(target for target in LabelTarget if target is not first)]
    parts = [(target, scheme.of_target(target)) for target in order]
    if not scheme.of_target(LabelTarget.BLOCK) and not scheme.of_target(LabelTarget.DOCUMENT):
        lines += [BarLine()] if lines else []
        lines += ink.prose(f"No labels yet: {make} makes one by its name.", looks.quiet)
    for target, labels in parts:
        if not labels or (counts is None and target is not first):
            continue
        lines += [BarLine()] if lines else []
        title = _TITLES[target]
        given = "" if counts is None else "given" if counts.here is None else "given here, of all"
        given = given if cells(title) + cells(given) < ink.width else ""
        title = title if cells(title) <= ink.width else fit(title, ink.width, ink.signs.ellipsis)
        lines.append(BarLine(((title, looks.strong),), ((given, looks.quiet),)))
        group = ""
        for label in labels:
            if label.group != group:
                group = label.group
                lines += _group_line(scheme.group(group), ink)
            lines += _label_lines(
                label, press.get(label.id, label.key), counts.words(label.id) if counts else "", ink
            )
    return lines


def _group_line(group: Group | None, ink: Ink) -> list[BarLine]:
    if group is None:
        return []
    rules = (("one of them", group.exclusive), ("may be left out", not group.required))
    said = [words for words, holds in rules if holds]
    words = f" {ink.signs.dot} ".join([group.name, *said])
    return ink.prose(words, ink.looks.heading)


def _label_lines(label: Label, key: str, count: str, ink: Ink) -> list[BarLine]:
    looks, signs = ink.looks, ink.signs
    room = max(1, ink.width - cells(count) - 1 - (cells(key) + 1 if key else 0))
    name = inert(label.name)
    shown = name if cells(name) <= room else fit(name, room, signs.ellipsis)
    head: list[Piece] = [(f"{key} ", looks.key)] if key else []
    style = looks.of_label(label.colour) + Style(bold=True)
    lines = [BarLine((*head, (shown, style)), ((count, looks.quiet),))]
    if label.description:
        lines += ink.prose(label.description, looks.text, 2)
    for example in label.examples:
        quoted = f"{signs.open_quote}{example.strip()}{signs.close_quote}"
        lines += ink.prose(quoted, looks.aside, 2)
    return lines


# -- who and when --------------------------------------------------------------------------------------------


def paragraph_lines(found: WhoWhen, ink: Ink, zone: tzinfo | None = None) -> list[BarLine]:
    """Every decision on a paragraph, and how it came to that; times are those of `zone`, else local."""
    lines: list[BarLine] = []
    for said in found.said:
        lines += _said_lines(said, ink, zone)
    if not found.said:
        lines += ink.prose("nothing was decided here yet", ink.looks.quiet)
    if found.hidden:
        others = "1 other has" if found.hidden == 1 else f"{found.hidden} others have"
        lines += ink.prose(f"{others} decided here: shown once you have", ink.looks.quiet)
    # One step for each decision says nothing that was not said above.
    if len(found.steps) > len(found.said):
        lines += [BarLine(), BarLine((("What was done, newest first", ink.looks.strong),))]
        for step in found.steps:
            lines += _step_lines(step, ink, zone)
    return lines


def _said_lines(said: Said, ink: Ink, zone: tzinfo | None) -> list[BarLine]:
    looks, dot = ink.looks, f" {ink.signs.dot} "
    facts = [inert(said.annotator), local_time(said.created, zone)]
    if said.changed != said.created:
        facts.append(f"changed {local_time(said.changed, zone)}")
    if said.seconds is not None:
        facts.append(f"{said.seconds:g} s")
    facts.append(origin_words(said.origin))
    facts.append(f"scheme {said.scheme}" if said.scheme else "")
    about = dot.join(fact for fact in facts if fact)
    words = inert(said.words)
    if cells(words) + 2 + cells(about) <= ink.width:
        return [BarLine(((words, looks.strong), (f"  {about}", looks.quiet)))]
    return [*ink.prose(said.words, looks.strong), *ink.prose(about, looks.quiet, 2)]


def _step_lines(step: Step, ink: Ink, zone: tzinfo | None) -> list[BarLine]:
    before = {Event.UNDO: "undone: ", Event.REDO: "again: ", Event.CANCEL: "taken back: "}.get(step.event, "")
    when = f"{clock_time(step.order, zone)}  {inert(step.annotator)}"
    words = f"{before}{step.words}"
    if cells(when) + 2 + cells(inert(words)) <= ink.width:
        return [BarLine(((when, ink.looks.quiet), (f"  {inert(words)}", ink.looks.text)))]
    return [*ink.prose(when, ink.looks.quiet), *ink.prose(words, ink.looks.text, 2)]


def article_lines(about: About, ink: Ink, zone: tzinfo | None = None) -> list[BarLine]:
    """Where an article comes from, and who has decided how much of it."""
    looks = ink.looks
    facts = [
        ("source", about.source),
        ("file", about.paths[0] if about.paths else ""),
        *(("also", path) for path in about.paths[1:]),
        ("dated", short_date(about.published, 11)),
        ("taken in", local_time(about.added, zone)),
        ("length", f"{about.words:,} {'word' if about.words == 1 else 'words'}, {about.total:,} to decide"),
    ]
    lines: list[BarLine] = []
    for name, words in facts:
        lines += _fact_lines(name, words, ink) if words else []
    for share in about.shares:
        flagged = f", {share.flagged:,} flagged" if share.flagged else ""
        words = f"{share.decided:,} of {about.total:,} decided{flagged}"
        lines += _fact_lines(share.annotator, words, ink, name_style=looks.strong)
    if not about.shares:
        lines += ink.prose("nobody has decided anything here yet", looks.quiet)
    return lines


def _fact_lines(name: str, words: str, ink: Ink, name_style: Style | None = None) -> list[BarLine]:
    column = 10 if ink.width >= 30 else 0
    style = name_style or ink.looks.quiet
    name = inert(name)
    if not column or cells(name) >= column:
        return [BarLine(((name, style),)), *ink.prose(words, ink.looks.text, 2)]
    lines = ink.prose(words, ink.looks.text, column)
    first = lines[0].left[0][0][column:]
    head = BarLine(((name.ljust(column), style), (first, ink.looks.text)))
    return [head, *lines[1:]]


def origin_words(origin: Origin) -> str:
    """Who thought of a decision: nobody else, or an engine whose suggestion was taken."""
    if origin.name == "human":
        return "by hand"
    version = f" {origin.version}" if origin.version else ""
    score = f" ({origin.score:.0%})" if origin.score is not None else ""
    return f"suggested by {inert(origin.name)}{inert(version)}{score}"


def local_time(time: str, zone: tzinfo | None = None) -> str:
    """A time in ISO 8601 as people read it, such as `21 May 2026 10:30`; what is no time as it is."""
    try:
        when = datetime.fromisoformat(time).astimezone(zone)
    except ValueError:
        return inert(time)
    return f"{when.day} {when:%b %Y %H:%M}"


def clock_time(order: int, zone: tzinfo | None = None) -> str:
    """Microseconds since 1970 as people read them, to the second."""
    try:
        when = datetime.fromtimestamp(order / 1_000_000, tz=zone).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return "?"
    return f"{when.day:2d} {when:%b %H:%M:%S}"
