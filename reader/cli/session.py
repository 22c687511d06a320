"""What commands on a workspace share: their options, the workspace they open, the article they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.cli.output import tell, tell_error
from reader.errors import InputError, NotFoundError, ReaderError, StoreError
from reader.settings import Settings, annotator_name, load_settings
from reader.workspace.root import Root, choose_root

if TYPE_CHECKING:
    from reader.workspace.intake import Outcome
    from reader.workspace.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_TOLD = 5
"""So many problems of one kind are told one by one."""


def workspace_option(command: F) -> F:
    """Give a command the option --workspace."""
    return click.option(
        "--workspace",
        metavar="DIR",
        type=click.Path(path_type=Path, readable=False),
        help="The workspace, instead of the one that you stand in.",
    )(command)


def annotator_option(command: F) -> F:
    """Give a command the option --annotator."""
    return click.option("--annotator", metavar="NAME", help="Whose decisions, instead of your own.")(command)


def size_option(command: F) -> F:
    """Give a command the option --max-megabytes."""
    return click.option(
        "--max-megabytes",
        metavar="N",
        type=click.FloatRange(min=0, min_open=True, max=1_000_000),
        callback=_finite,
        help="Read files up to this size; 10 unless set otherwise.",
    )(command)


def _finite(ctx: click.Context, option: click.Parameter, value: float | None) -> float | None:
    # Only "nan" is not itself, and it passes every comparison with a limit.
    if value is not None and value != value:
        raise click.BadParameter("a number above 0 is needed", ctx, option)
    return value


def json_option(command: F) -> F:
    """Give a command the option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def locate(workspace: Path | None, given: Path | None = None) -> tuple[Root, Settings]:
    """The workspace that a command is for, and its settings. Raises ReaderError."""
    root = choose_root(workspace, given, Path())
    return root, load_settings(root.path)


@contextmanager
def opened(
    workspace: Path | None,
    annotator: str | None = None,
    max_megabytes: float | None = None,
    *,
    given: Path | None = None,
    keys: str | None = None,
) -> Iterator[Workspace]:
    """Open a workspace for one command; `given` is a path that the command names. Raises ReaderError."""
    from reader.workspace.workspace import Workspace

    root, settings = locate(workspace, given)
    settings = replace(
        settings, max_megabytes=max_megabytes or settings.max_megabytes, keys=keys or settings.keys
    )
    found = Workspace(root, settings, annotator_name(annotator, settings))
    for notice in found.notices:
        tell(f"reader: {notice}")
    try:
        _go_on(found)
        yield found
    except KeyboardInterrupt:
        # Whoever interrupts a save that waits does not want to wait for it; what the screen holds is kept.
        if found.rescuing:
            _close(found)
        raise
    except BaseException:
        _close(found)
        raise
    left = _close(found)
    if left:
        raise StoreError(f"{left} decisions could not be saved", "nothing else was lost")


def _close(workspace: Workspace) -> int:
    """Save what waits; returns how many decisions are lost, and says where the others are kept."""
    left = workspace.close()
    if workspace.rescued is not None:
        tell("reader: not everything could be saved: the rest is kept, and saved at the next start")
        tell(f"        {workspace.rescued}")
    return left


def _go_on(workspace: Workspace) -> None:
    """Finish what a crash has broken off, if anything, before anything else is done."""
    for words in workspace.take_up():
        workspace.notices.append(words)
        tell(f"reader: {words}")
    if not workspace.root.intents.is_dir():
        return
    from reader.cli.progress import progress_bar

    try:
        with progress_bar("going on …") as progress:
            for deed in workspace.finish_bulk(progress):
                many, end = len(deed.intent.parts), "done" if deed.done else "taken back"
                tell(f"reader: a change of {many:,} articles that was broken off is {end}")
    except StoreError as error:
        tell_error(error)


def take_sources(workspace: Workspace, *, told: bool = False) -> None:
    """Take in what is new in the sources; files that are refused are told where a list is asked for."""
    for outcome in workspace.scan():
        if told and outcome.why is not None:
            tell_error(outcome.why)


def take_decisions(workspace: Workspace) -> None:
    """Bring the index up to the files of decisions; what is wrong is told, of many only the first few."""
    problems = workspace.reindex_changed()
    kinds: dict[str, int] = {}
    for problem in problems:
        kinds[problem.kind] = kinds.get(problem.kind, 0) + 1
        if kinds[problem.kind] <= _TOLD:
            tell_error(problem)
    left = sum(max(0, count - _TOLD) for count in kinds.values())
    if left:
        tell(f"reader: and {left:,} more files that do not count: reader check names them")
    missing = len(workspace.decisions.missing_articles())
    if missing:
        what = "1 article with decisions is" if missing == 1 else f"{missing:,} articles with decisions are"
        tell(f"reader: {what} not here: reader check names what brings them")


def existing_path(name: str) -> Path | None:
    """The path that a name given for an article is, when there is something."""
    path = Path(name)
    try:
        return path if path.exists() or path.is_symlink() else None
    except PermissionError:
        return path
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, as far as one may see."""
    try:
        return path.is_dir()
    except OSError:
        return False


def find_article(workspace: Workspace, name: str) -> str:
    """The id of the article that a name means; a file is taken in. Raises ReaderError."""
    path = existing_path(name)
    if path is not None:
        if is_folder(path):
            raise InputError(f"{name}: a folder, not an article", f"reader import {name} takes it in")
        return _id_of(next(iter(workspace.take([path]))))
    try:
        article_id = workspace.find(name)
    except NotFoundError:
        # It may be in a file that nobody has listed yet.
        take_sources(workspace)
        return workspace.find(name)
    _take_again(workspace, article_id)
    return article_id


def _take_again(workspace: Workspace, article_id: str) -> None:
    """Read the article's file again where it has changed; one that is gone leaves the text as it was."""
    paths = [workspace.root.path / path for path in workspace.articles.paths(article_id)]
    for outcome in workspace.take([path for path in paths if existing_path(str(path))]):
        if outcome.why is not None:
            tell_error(outcome.why)


def _id_of(outcome: Outcome) -> str:
    if outcome.article_id is None:
        raise outcome.why or ReaderError(f"{outcome.path}: could not be read")
    return outcome.article_id
