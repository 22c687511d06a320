"""The command `show`: one article, its blocks and its decisions, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.annotations.meaning import meaning_of, of_family
from reader.annotations.scheme import QUOTE
from reader.annotations.standing import stand
from reader.cli import output
from reader.cli.session import (
    annotator_option,
    existing_path,
    find_article,
    json_option,
    opened,
    size_option,
    workspace_option,
)
from reader.errors import EngineError, NotFoundError
from reader.spans import Span

if TYPE_CHECKING:
    from reader.annotations.model import Annotation
    from reader.annotations.standing import Standing
    from reader.workspace.notes import Note
    from reader.workspace.sheet import Sheet
    from reader.workspace.workspace import Workspace

_MARGIN, _SHORT = 5, 60


@click.command("show")
@click.argument("article", metavar="ARTICLE")
@workspace_option
@annotator_option
@size_option
@json_option
def show(
    article: str, workspace: Path | None, annotator: str | None, max_megabytes: float | None, as_json: bool
) -> None:
    """Show one article with its decisions.

    ARTICLE is an id, its beginning of four digits or more, or a file. A file that is not in the library
    yet is only read. With --json all offsets count Unicode code points, and ends are exclusive.
    """
    with opened(workspace, annotator, max_megabytes, given=existing_path(article)) as found:
        sheet = _sheet(found, article)
        if as_json:
            output.put_json([_sheet_json(found, sheet)])
        else:
            output.put_all(_sheet_lines(found, sheet))


def _sheet(workspace: Workspace, name: str) -> Sheet:
    path = existing_path(name)
    if path is not None:
        try:
            workspace.find(str(path))
        except NotFoundError:
            return workspace.preview(path)
    return workspace.sheet(find_article(workspace, name))


def _sheet_json(workspace: Workspace, sheet: Sheet) -> dict[str, object]:
    from reader.corpus import shape
    from reader.corpus.article import count_words
    from reader.workspace.progress import state_of_sheet

    article = sheet.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "words": count_words(article.text),
        "state": state_of_sheet(sheet, workspace.place(article.id)).value,
        "decided": sheet.decided,
        "total": sheet.total,
        "text_hash": article.text_hash,
        "text": article.text,
        **shape.to_json(article.dateline, article.blocks),
        **_analysis_json(workspace, sheet),
        "annotations": [_annotation_json(sheet, one) for one in _in_order(sheet)],
    }


def _analysis_json(workspace: Workspace, sheet: Sheet) -> dict[str, object]:
    """What the machine sees: `engine`, `entities`, `names`, `quotes`; without an engine nothing, and why."""
    with closing(workspace.analyser(apart=False)) as analyser:
        try:
            found = analyser.describe(sheet.article.text, sheet.article.text_hash)
        except EngineError as error:
            output.tell_error(error)
            return {"engine": None, "entities": [], "names": [], "quotes": []}
    for notice in (*found["failures"], *found["notices"]):
        output.tell(f"reader: {notice}")
    for entity in found["entities"]:
        entity["annotation"] = _decided(sheet, Span(entity["start"], entity["end"]), entity["label"])
    for quote in found["quotes"]:
        quote["annotation"] = _decided(sheet, Span(*quote["spans"][0]), QUOTE)
    return {field: found[field] for field in ("engine", "entities", "names", "quotes")}


def _decided(sheet: Sheet, span: Span, label: str) -> dict[str, object] | None:
    """What was said of what the machine suggests at these words; None where nothing was."""
    standing = sheet.spans.get(span)
    if standing is None:
        return None
    accepted = [one for one in standing.accepted if (one == QUOTE) == (label == QUOTE)]
    if not (accepted or label in standing.rejected or standing.ignored or standing.spoken):
        return None
    speaker = sheet.places.get(standing.speaker or "")
    state = "accept" if accepted or standing.spoken else "reject" if label in standing.rejected else "ignore"
    return {
        "state": state,
        "label": accepted[0] if accepted else label,
        "spoken": standing.spoken,
        "speaker": [speaker.start, speaker.end] if isinstance(speaker, Span) else None,
    }


def _in_order(sheet: Sheet) -> list[Annotation]:
    """The decisions by place in the text, those on the whole article first, lost ones last."""

    def order(annotation: Annotation) -> tuple[int, str]:
        span = _span(sheet, annotation.target)
        start = len(sheet.article.text) + 1 if span is None else span.start
        return start, annotation.created

    return sorted(sheet.shard.annotations.values(), key=order)


def _span(sheet: Sheet, target: str) -> Span | None:
    """Where a target stands in the text as it is now; None when that is lost."""
    place = sheet.places.get(target)
    if isinstance(place, int):
        return sheet.article.blocks[place - 1].span
    if place is None and sheet.shard.targets[target].kind.value == "document":
        return Span(0, 0)
    return place


def _annotation_json(sheet: Sheet, annotation: Annotation) -> dict[str, object]:
    return {
        "id": annotation.id,
        "target": _target_json(sheet, annotation.target),
        "kind": annotation.kind.value,
        "label": annotation.label or None,
        "state": annotation.state.value,
        "annotator": sheet.shard.annotator,
        "origin": annotation.origin.name,
        "origin_version": annotation.origin.version,
        "score": annotation.origin.score,
        "note": annotation.note or None,
        "link": _target_json(sheet, annotation.link) if annotation.link else None,
        "created": annotation.created,
        "changed": annotation.changed,
        "seconds": annotation.seconds,
        "scheme": annotation.scheme,
        "stands_as": _stands_as(sheet, annotation),
    }


def _target_json(sheet: Sheet, name: str) -> dict[str, object]:
    target = sheet.shard.targets[name]
    place = sheet.places.get(target.id)
    span = _span(sheet, target.id) if target.kind.value != "document" else None
    found = sheet.finding(target.id)
    return {
        "id": target.id,
        "kind": target.kind.value,
        "block": place if isinstance(place, int) else None,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "exact": target.anchor.exact or None,
        "finding": found.finding.value,
        "likeness": found.score,
        "candidates": _candidates(sheet, target.id),
    }


def _stands_as(sheet: Sheet, annotation: Annotation) -> str | None:
    """The id of the label that it means now; None when it is no label, or must be looked at again."""
    if annotation.kind.value != "label":
        return None
    said = of_family(sheet.shard.about(annotation.target), annotation.label, sheet.scheme)
    meaning = meaning_of(said, sheet.scheme)
    if meaning.unsettled or (annotation.state.value == "reject" and meaning.in_part):
        return None
    return sheet.scheme.stands_as(annotation.label)


def _candidates(sheet: Sheet, target: str) -> list[dict[str, int | None]]:
    """Where a target that is to be looked at may be."""
    found: list[dict[str, int | None]] = []
    for spot in next((doubt.candidates for doubt in sheet.review if doubt.target.id == target), ()):
        span = spot if isinstance(spot, Span) else sheet.article.blocks[spot - 1].span
        number = None if isinstance(spot, Span) else spot
        found.append({"block": number, "start": span.start, "end": span.end})
    return found


def _sheet_lines(workspace: Workspace, sheet: Sheet) -> Iterator[str]:
    from reader.corpus.article import count_words
    from reader.workspace.notes import span_notes

    article = sheet.article
    yield from output.wrap(article.title, output.WIDTH)
    place = article.dateline.place if article.dateline else None
    words = f"{count_words(article.text):,} words"
    progress = f"{sheet.decided}/{sheet.total} decided by {workspace.annotator}"
    facts = (article.source, place, article.published, words, progress, article.id)
    yield from output.wrap(" · ".join(fact for fact in facts if fact), output.WIDTH)
    if said := _words(sheet, sheet.document):
        yield from output.wrap(f"[{said}]", output.WIDTH)
    indent = " " * (_MARGIN + 1)
    on_words = span_notes(sheet)
    for block in article.blocks:
        yield ""
        kind = "" if block.kind.value == "paragraph" else f"[{block.kind.value.replace('_', ' ')}] "
        lines = output.wrap(kind + block.span.of(article.text), output.WIDTH - len(indent))
        for nth, line in enumerate(lines):
            yield (indent if nth else f"{block.number:>{_MARGIN - 1}}  ") + line
        if said := _words(sheet, sheet.block(block.number)):
            yield f"{indent}→ {said}"
        for note in on_words.get(block.number, ()):
            yield from _note_lines(note, indent)
    yield from _adrift_lines(sheet)


def _note_lines(note: Note, indent: str) -> Iterator[str]:
    """A note on some words."""
    words = f"“{_short(note.exact)}” → note: {' '.join(note.words.split())}"
    yield from (f"{indent}{line}" for line in output.wrap(words, output.WIDTH - len(indent)))


def _short(exact: str) -> str:
    words = " ".join(exact.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def _adrift_lines(sheet: Sheet) -> Iterator[str]:
    """The targets that have no certain place in the text, with what was said of them and their ids."""
    lost = [(target, "") for target in sheet.lost]
    unsure = [(doubt.target, f"may be {doubt.where}, ") for doubt in sheet.review]
    for head, targets in (("No longer in the text", lost), ("To look at", unsure)):
        if targets:
            yield ""
            yield f"{head}; reader attach puts it where it belongs:"
        for target, where in targets:
            short = _short(target.anchor.exact)
            said = _words(sheet, stand(sheet.shard.about(target.id), sheet.scheme)) or "named as a speaker"
            yield from output.wrap(f"“{short}” → {said} ({where}id {target.id})", output.WIDTH)


def _words(sheet: Sheet, standing: Standing) -> str:
    """What was said of a block, in words."""

    def names(labels: tuple[str, ...]) -> list[str]:
        return [found.name if (found := sheet.scheme.label(label)) else label for label in labels]

    said = [
        f"{name} (split since: to be looked at again)" if label in standing.unsettled else name
        for label, name in zip(standing.accepted, names(standing.accepted), strict=True)
    ]
    said += [f"not {name}" for name in names(standing.rejected)]
    said += [f"{name} ignored" for name in names(standing.skipped)]
    said += [f"not {name} as it was" for name in names(standing.in_part)]
    marks = {"none of them": standing.none, "ignored": standing.ignored, "flagged": standing.flagged}
    said += [word for word, holds in marks.items() if holds]
    said += [f"{layer} complete" for layer in standing.complete]
    return ", ".join([*said, f"note: {' '.join(standing.note.split())}"] if standing.note else said)
