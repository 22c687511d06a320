"""Decisions that could not be saved when reader had to end: kept in a file, taken up at the next start.

Each is kept as the tables of a small file of decisions with one operation, so that an older one is read as
those are. Nothing is made twice, and nothing is forced: what does not fit any more stays in the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.annotations import codec
from reader.annotations.contents import Tables
from reader.annotations.migrations import migrate
from reader.annotations.model import Annotation, Change, Shard
from reader.annotations.names import folder_of
from reader.annotations.store import Store
from reader.atomic import make_folder, replace_file
from reader.errors import ShardError, StoreError, UndoError
from reader.workspace.desk import Unsaved

MAX_BYTES = 100_000_000
_STALE = ".stale"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What came of the decisions of an earlier session, in sentences."""

    saved: int
    notices: tuple[str, ...]


class Rescue:
    """The rescue files of one annotator of the workspace at `root`, in the first folder that works."""

    def __init__(self, folders: Sequence[Path], root: Path, annotator: str) -> None:
        self._folders = folders
        self._annotator = annotator
        place = str(root.resolve()).encode("utf-8", "surrogatepass")
        workspace = hashlib.blake2b(place, digest_size=8)
        self._prefix = f"{workspace.hexdigest()}-{folder_of(annotator)}-"

    def write(self, unsaved: Sequence[Unsaved]) -> Path:
        """Keep what is not saved; returns where. The same decisions have the same file. Raises StoreError."""
        content = json.dumps([_encode(self._annotator, one) for one in unsaved]).encode()
        name = f"{self._prefix}{unsaved[0].change.operation.id}.json"
        failure: OSError | None = None
        for nth, folder in enumerate(self._folders):
            if nth and not folder.parent.is_dir():
                # The workspace has vanished: what is made in its place would be out of sight once it is back.
                continue
            try:
                make_folder(folder)
                replace_file(folder / name, content)
            except OSError as error:
                failure = error
                continue
            return folder / name
        raise StoreError(
            f"they cannot be kept elsewhere either ({failure.strerror if failure else 'nowhere'})",
            "make room, then try again",
        )

    def find(self) -> list[Path]:
        """The files that wait to be taken up, oldest first."""
        found = [path for folder in self._folders for path in folder.glob(f"{self._prefix}*.json")]
        return sorted((path for path in found if not path.stem.endswith(_STALE)), key=lambda path: path.name)

    def take_up(self, path: Path, store: Store) -> TakenUp:
        """Save what a file keeps; it goes when everything in it is settled. Raises StoreError."""
        saved = 0
        stale: list[Unsaved] = []
        for one in _read(path):
            try:
                _, change = store.change(self._annotator, one.article, partial(resumed, change=one.change))
                saved += change is not None
            except UndoError:
                stale.append(one)
        notices = []
        if saved:
            what = "decision" if saved == 1 else "decisions"
            notices.append(f"{saved} {what} of your last session that could not be saved then: saved now")
        if stale:
            kept = path.with_name(f"{path.stem}{_STALE}.json")
            with contextlib.suppress(OSError):
                replace_file(kept, json.dumps([_encode(self._annotator, one) for one in stale]).encode())
            words = ", ".join(one.change.operation.words for one in stale[:3])
            notices.append(f"decided otherwise since, and so not saved: {words} (kept in {kept})")
        with contextlib.suppress(OSError):
            path.unlink()
        return TakenUp(saved, tuple(notices))


def resumed(shard: Shard, change: Change) -> Change | None:
    """The change on what the disk holds now; None when it is there, or what it says stands already.

    Raises UndoError when something that it is about was decided otherwise since.
    """
    if shard.operation(change.operation.id) is not None:
        return None
    edits = change.operation.edits
    if any(shard.annotations.get(edit.annotation_id) != edit.before for edit in edits):
        raise UndoError(f"“{change.operation.words}” does not fit any more")
    gone = {edit.annotation_id for edit in edits if edit.after is None}
    new = [edit.after for edit in edits if edit.before is None and edit.after is not None]
    twins = [twin for one in new for twin in shard.about(one.target) if _same_question(one, twin)]
    twins = [twin for twin in twins if twin.id not in gone]
    if not twins:
        return change
    if len(edits) == len(new) and all(any(_same_answer(one, twin) for twin in twins) for one in new):
        return None
    raise UndoError(f"“{change.operation.words}” does not fit any more")


def _same_question(one: Annotation, other: Annotation) -> bool:
    return (one.kind, one.label) == (other.kind, other.label)


def _same_answer(one: Annotation, other: Annotation) -> bool:
    said, there = (
        (one.target, one.state, one.note, one.link),
        (other.target, other.state, other.note, other.link),
    )
    return _same_question(one, other) and said == there


def _encode(annotator: str, unsaved: Unsaved) -> Tables:
    change = unsaved.change
    targets = {str(nth): codec.encode_target(one) for nth, one in enumerate(change.targets, 1)}
    return {
        "article": {"1": codec.encode_article(annotator, unsaved.article)},
        "targets": targets,
        "history": {"1": codec.encode_operation(change.operation)},
        "schemes": {"1": codec.encode_scheme(*change.scheme)} if change.scheme else {},
    }


def _read(path: Path) -> list[Unsaved]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ShardError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", "it is left as it is")
        kept = json.loads(path.read_bytes())
        if not isinstance(kept, list):
            raise ShardError(f"{path}: no decisions", "it is left as it is")
        shards = [codec.decode_shard(migrate(tables, str(path)), str(path)) for tables in kept]
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from error
    except (ValueError, RecursionError) as error:
        raise ShardError(f"{path}: damaged ({error})", "it is left as it is") from None
    return [
        Unsaved(
            shard.article,
            Change(operation, tuple(shard.targets.values()), next(iter(shard.schemes.items()), None)),
        )
        for shard in shards
        for operation in shard.history
    ]
