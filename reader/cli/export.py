"""The command `export`: decisions as a dataset, with what is left out said aloud."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import opened, size_option, take_sources, workspace_option
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.workspace.exporting import Gathering


@click.command("export")
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    required=True,
    expose_value=False,
    help="jsonl: one line a paragraph.",
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="PATH",
    type=click.Path(path_type=Path, readable=False),
    help="Write a file, instead of printing.",
)
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Whose decisions; may be given several times. Everybody's unless given.",
)
@click.option("--all", "everything", is_flag=True, help="Undecided paragraphs too.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@workspace_option
@size_option
def export(
    target: Path | None,
    annotators: tuple[str, ...],
    everything: bool,
    force: bool,
    workspace: Path | None,
    max_megabytes: float | None,
) -> int:
    """Write decisions as a dataset.

    A line holds one paragraph as one annotator has decided it. What is left out is counted on stderr. The
    same decisions give the same bytes. A file is written whole or not at all.
    """
    from reader.datasets.jsonl import jsonl_lines
    from reader.workspace.exporting import Gathering

    if target == Path("-"):
        target = None
    if target is not None and not force and (target.exists() or target.is_symlink()):
        raise ReaderError(f"{target}: there is such a file already", "--force replaces it")
    with opened(workspace, max_megabytes=max_megabytes) as found:
        take_sources(found)
        ids = found.articles.ids_beginning("", len(found.articles))
        gathering = Gathering(
            found.store, found.scheme, found.article, ids, annotators=annotators, everything=everything
        )
        lines = jsonl_lines(gathering.records())
        if target is None:
            output.put_lines(lines)
        else:
            output.tell(f"{_write(target, lines):,} lines written to {target}")
    _tell_losses(gathering, annotators)
    return 1 if gathering.problems else 0


def _write(target: Path, lines: Iterable[str]) -> int:
    """Write a file at once; returns how many lines it has. Raises ReaderError."""
    from reader.atomic import replace_file

    written = [line.encode() + b"\n" for line in lines]
    try:
        replace_file(target, b"".join(written))
    except OSError as error:
        raise ReaderError(f"{target}: cannot be written ({error.strerror})", "nothing was changed") from None
    return len(written)


def _tell_losses(gathering: Gathering, annotators: tuple[str, ...]) -> None:
    for error in gathering.problems:
        output.tell_error(error)
    for name in annotators:
        if name not in gathering.found:
            output.tell(f"{name} has decided nothing here")
    for count, one, many in (
        (
            gathering.undecided,
            "paragraph with only rejects or flags left out: --all has it",
            "paragraphs with only rejects or flags left out: --all has them",
        ),
        (
            gathering.elsewhere,
            "decision about some words or a whole article left out: this format has paragraphs",
            "decisions about some words or whole articles left out: this format has paragraphs",
        ),
        (
            gathering.lost,
            "decision left out: its paragraph is gone from the text, or not certain (reader check)",
            "decisions left out: their paragraphs are gone from the text, or not certain (reader check)",
        ),
        (
            gathering.in_part,
            "refused label left out: that was said before the label was merged or split",
            "refused labels left out: that was said before the labels were merged or split",
        ),
    ):
        if count:
            output.tell(f"{count:,} {one if count == 1 else many}")
