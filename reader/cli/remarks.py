"""The commands `none`, `ignore`, `flag`, `note`, `complete` and `speaker`: what keys do beside labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Layer, State, TargetKind
from reader.cli import output
from reader.cli.deciding import span_named, target_named, wait_until_saved
from reader.cli.session import (
    annotator_option,
    existing_path,
    find_article,
    json_option,
    opened,
    size_option,
    workspace_option,
)
from reader.errors import RequestError

if TYPE_CHECKING:
    from reader.annotations.model import Target
    from reader.workspace.sheet import Sheet
    from reader.workspace.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def _shared(command: F) -> F:
    """The options of every one of these commands."""
    return workspace_option(annotator_option(size_option(json_option(command))))


def _off_option(command: F) -> F:
    return click.option("--off", is_flag=True, help="Take it away again.")(command)


@click.command("none")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@_off_option
@_shared
def none(article: str, target: str, off: bool, **options: Any) -> None:
    """Say that none of the labels fits a paragraph, or a whole article.

    ARTICLE and TARGET are as for `reader tag`. It is said of every required group that is still open.
    """
    with _opened(article, **options) as found:
        sheet = found.sheet(find_article(found, article))
        where = target_named(sheet, target)
        if where.kind is TargetKind.SPAN:
            raise RequestError(
                "none of the labels is said of a paragraph or an article", "give its number, or document"
            )
        stands = _standing_none(sheet, where)
        _make(found, sheet, [where] if stands is off else [], Choice(Act.NONE), target, options)


@click.command("ignore")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@_off_option
@_shared
def ignore(article: str, target: str, off: bool, **options: Any) -> None:
    """Leave a paragraph out: it counts neither as a yes nor as a no.

    ARTICLE and TARGET are as for `reader tag`.
    """
    _toggle(article, target, Act.IGNORE, off, options)


@click.command("flag")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@_off_option
@_shared
def flag(article: str, target: str, off: bool, **options: Any) -> None:
    """Mark a paragraph, to come back to it.

    ARTICLE and TARGET are as for `reader tag`.
    """
    _toggle(article, target, Act.FLAG, off, options)


@click.command("note")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@click.argument("words", metavar="WORDS")
@_shared
def note(article: str, target: str, words: str, **options: Any) -> None:
    """Write a note on a paragraph.

    ARTICLE and TARGET are as for `reader tag`. The note takes the place of the one before; WORDS that are
    empty take it away.
    """
    with _opened(article, **options) as found:
        sheet = found.sheet(find_article(found, article))
        where = target_named(sheet, target)
        _make(found, sheet, [where], Choice(Act.NOTE, note=words), target, options)


@click.command("complete")
@click.argument("article", metavar="ARTICLE")
@click.argument("block", metavar="[BLOCK]", required=False)
@click.option(
    "--layer",
    type=click.Choice([layer.value for layer in Layer]),
    required=True,
    help="labels: none of them where nothing was said; names: what is not marked is no name and no quote.",
)
@_off_option
@_shared
def complete(article: str, block: str | None, layer: str, off: bool, **options: Any) -> None:
    """Say that all was said of a paragraph, or of the whole article, on one layer.

    ARTICLE is as for `reader tag`, BLOCK the number of a paragraph; without it all paragraphs that are to be
    decided are meant, as one step.
    """
    if layer == Layer.LABELS and off:
        raise RequestError("labels are complete when they are decided", "reader none --off takes that back")
    with _opened(article, **options) as found:
        sheet = found.sheet(find_article(found, article))
        numbers = [int(block)] if block and block.isdecimal() else _decidable(sheet, block)
        targets = [sheet.target_of_block(number) for number in numbers]
        choice = Choice(Act.COMPLETE, layer, State.REJECT if off else State.ACCEPT)
        if layer == Layer.LABELS:
            choice = Choice(Act.NONE)
            undecided = [number for number in numbers if not sheet.block(number).decided]
            targets = [sheet.target_of_block(number) for number in undecided]
        _make(found, sheet, targets, choice, block or "all", options)


def _decidable(sheet: Sheet, block: str | None) -> list[int]:
    if block is not None:
        raise RequestError(f'"{block}" is no paragraph', "give its number, or leave it out for all of them")
    return [one.number for one in sheet.article.blocks if sheet.is_decidable(one)]


@click.command("speaker")
@click.argument("article", metavar="ARTICLE")
@click.argument("quote", metavar="QUOTE")
@click.argument("speaker", metavar="[SPEAKER]", required=False)
@_off_option
@_shared
def say_speaker(article: str, quote: str, speaker: str | None, off: bool, **options: Any) -> None:
    """Say who spoke a quote.

    ARTICLE is as for `reader tag`. QUOTE is START:END in code points, the quotation marks included, SPEAKER
    the START:END of the words that name who spoke; without it nobody is named.
    """
    with _opened(article, **options) as found:
        sheet = found.sheet(find_article(found, article))
        state = State.REJECT if off else State.ACCEPT
        link = span_named(sheet, speaker) if speaker is not None else None
        _make(
            found, sheet, [span_named(sheet, quote)], Choice(Act.SPEAKER, "", state, "", link), quote, options
        )


def _opened(article: str, **options: Any) -> Any:
    return opened(
        options["workspace"], options["annotator"], options["max_megabytes"], given=existing_path(article)
    )


def _toggle(article: str, target: str, act: Act, off: bool, options: dict[str, Any]) -> None:
    with _opened(article, **options) as found:
        sheet = found.sheet(find_article(found, article))
        where = target_named(sheet, target)
        stands = any(one.kind.value == act.value for one in sheet.shard.about(where.id))
        _make(found, sheet, [where] if stands is off else [], Choice(act), target, options)


def _standing_none(sheet: Sheet, target: Target) -> bool:
    place = sheet.places.get(target.id)
    standing = sheet.block(place) if isinstance(place, int) else None
    if target.kind is TargetKind.DOCUMENT:
        standing = sheet.document
    return standing is not None and standing.none and standing.decided


def _make(
    workspace: Workspace,
    sheet: Sheet,
    targets: Sequence[Target],
    choice: Choice,
    target: str,
    options: dict[str, Any],
) -> None:
    """Make a choice, wait until it is on disk, and say what came of it. Raises ReaderError."""
    words = None
    if targets:
        deed = workspace.decide_all(sheet, targets, choice)
        wait_until_saved(workspace)
        words = deed.words or None
        sheet = workspace.current(sheet.article.id) or deed.sheet
    if options["as_json"]:
        counts = {"decided": sheet.decided, "total": sheet.total}
        output.put_json(
            [
                {
                    "article": sheet.article.id,
                    "target": target,
                    "act": choice.act.value,
                    "changed": words is not None,
                    "words": words,
                    **counts,
                }
            ]
        )
    elif words is None:
        output.put(f"{target}: already so")
    else:
        output.put(f"{words} ({sheet.decided}/{sheet.total} decided)")
