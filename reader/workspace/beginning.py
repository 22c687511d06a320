"""How a folder begins as a workspace by answers from the screen: labels, articles, and the annotator's name.

Nothing is written before all was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path

from reader.annotations.scheme import SCHEME_FILE, Scheme
from reader.annotations.scheme_reading import load_scheme, read_scheme
from reader.atomic import make_folder, replace_file
from reader.configfile import parse_config
from reader.errors import ConfigError, ReaderError, RequestError
from reader.settings import WORKSPACE_FILE
from reader.workspace.own_settings import keep_own
from reader.workspace.root import ANNOTATIONS, PRIVATE, Root
from reader.workspace.shelf import Shelf
from reader.workspace.starters import IGNORED, NO_LABELS, SETTINGS, TOPICS

SEEDS = "seeds"
SAMPLE = "sample.txt"
_ASKED = "no-labels"


class Missing(Enum):
    """What a folder has not got yet."""

    ARTICLES = "articles"
    LABELS = "labels"


class Start(Enum):
    """Which labels to begin with."""

    TOPICS = "topics"
    FILE = "file"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to begin: whose decisions, which labels (`scheme` is a file with them), and which articles.

    Without a `source` a folder that has no articles gets the sample article.
    """

    annotator: str
    start: Start = Start.TOPICS
    scheme: Path | None = None
    source: Path | None = None


def missing_in(shelf: Shelf) -> tuple[Missing, ...]:
    """What is to be asked for when a folder is opened; nothing where nothing can be kept."""
    if shelf.read_only:
        return ()
    articles = () if len(shelf.articles) else (Missing.ARTICLES,)
    asked = (shelf.root.private / _ASKED).exists()
    labels = () if shelf.root.scheme.exists() or asked else (Missing.LABELS,)
    return (*articles, *labels)


def begin(root: Root, plan: Plan, missing: tuple[Missing, ...]) -> None:
    """Write what a plan asks for. Raises ReaderError; each file is then whole or not there."""
    scheme = _scheme_source(plan)
    if Missing.LABELS not in missing:
        made: dict[Path, str] = {}
    elif plan.start is Start.NONE and Missing.ARTICLES not in missing:
        # Who only reads gets no files among the texts.
        made = {root.private / _ASKED: "asked, and answered with none\n"}
    else:
        made = {root.path / PRIVATE / ".gitignore": IGNORED, root.scheme: scheme}
        if not (root.path / WORKSPACE_FILE).exists():
            made = {root.path / WORKSPACE_FILE: _settings(root, missing), **made}
    if Missing.ARTICLES in missing and plan.source is None:
        made[root.path / SEEDS / SAMPLE] = sample_text()
    try:
        for path, content in made.items():
            make_folder(path.parent)
            replace_file(path, content.encode())
    except OSError as error:
        raise ReaderError(
            f"{error.filename or root.path}: cannot be made ({error.strerror})", "choose another folder"
        ) from None
    keep_own("annotator", plan.annotator)


def sample_text() -> str:
    """The sample article."""
    return (files("reader.workspace") / "data" / SAMPLE).read_text("utf-8")


def topics() -> Scheme:
    """The labels for news topics."""
    name = Path(ANNOTATIONS) / SCHEME_FILE
    return read_scheme(parse_config(TOPICS, name), name)


def check_scheme(path: Path) -> Scheme:
    """The labels of a file. Raises ConfigError, RequestError."""
    if not path.is_file():
        raise RequestError(f"{path}: there is no such file", "give the path of a labels.toml")
    return load_scheme(path)


def _scheme_source(plan: Plan) -> str:
    if plan.start is Start.FILE and plan.scheme is not None:
        check_scheme(plan.scheme)
        try:
            return plan.scheme.read_text("utf-8-sig")
        except OSError as error:
            raise ConfigError(plan.scheme, None, f"cannot be read ({error.strerror})") from None
    return TOPICS if plan.start is Start.TOPICS else NO_LABELS


def _settings(root: Root, missing: tuple[Missing, ...]) -> str:
    """The settings of a new workspace; where there are texts already, they are its sources."""
    if Missing.ARTICLES in missing or root.sources is None:
        return SETTINGS
    names = [_relative(root.path, source) for source in root.sources]
    listed = ", ".join('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"' for name in names)
    # Only what was read before: below the folder that one stands in may lie a whole home.
    more = '# Write "." for everything in this folder, whatever comes and however deep it lies.\n'
    return SETTINGS.replace('sources = ["seeds"]', f"{more}sources = [{listed}]")


def _relative(folder: Path, source: Path) -> str:
    try:
        return source.relative_to(folder).as_posix()
    except ValueError:
        return str(source)
