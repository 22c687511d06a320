"""Changes a scheme's file and keeps how it changed, so that each change is whole, kept, and can be undone.

A change writes down what it is about to do (the intent), replaces `labels.toml`, adds a row to
`labels.history.jsonl` and takes the intent away. Whatever it was killed in is finished, or found not to have
begun, at the next start. The files are described in docs/labels-file.md.
"""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from reader.annotations.deciding import Stamp
from reader.annotations.locking import locked
from reader.annotations.model import Event
from reader.annotations.scheme_changes import SchemeEdit
from reader.annotations.scheme_file import SchemeFile
from reader.annotations.scheme_steps import (
    HISTORY,
    FieldChange,
    SchemeHistory,
    SchemeStep,
    decode_step,
    encode_step,
)
from reader.atomic import TEMPORARY, append_file, folder_to_disk, make_folder, replace_file
from reader.errors import ReadOnlyError, RequestError, StoreError, UndoError

_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT}
Make = Callable[[SchemeFile], SchemeEdit | None]


class SchemeLog:
    """The scheme's file with its history: changed under a lock, by one process at a time.

    `path` is that of `labels.toml`; the history lies beside it, the intent where nobody shares it.
    """

    def __init__(self, path: Path, intent: Path, locks: Path, lock_seconds: float) -> None:
        self.path = path
        self.history = path.with_name(HISTORY)
        self._intent = intent
        self._lock = locks / "labels.toml.lock"
        self._lock_seconds = lock_seconds
        self._history = SchemeHistory(self.history)

    def change(self, annotator: str, make: Make, stamp: Stamp) -> tuple[SchemeFile, SchemeStep | None]:
        """Let `make` see the file as it is and keep what it changes, all or nothing; None when it stands so.

        Raises RequestError, NotFoundError, ConfigError, StoreError; nothing is then changed.
        """
        with self._translated(), self._locked():
            self._recover()
            file = SchemeFile.read(self.path)
            edit = make(file)
            if edit is None or not edit.fields:
                return file, None
            after = file.after(edit.fields)
            step = SchemeStep(
                id=stamp.operation,
                order=stamp.order,
                time=stamp.time,
                annotator=annotator,
                event=Event.DO,
                of=None,
                words=edit.words,
                fields=edit.fields,
                before=file.content,
                after=after.content,
            )
            return after, self._perform(step)

    def revert(
        self, annotator: str, step_id: str, event: Event, stamp: Stamp
    ) -> tuple[SchemeFile, SchemeStep]:
        """Undo or redo a change: to the last byte where nothing else has changed since, else field by field.

        Raises UndoError when what it changed was changed since, and StoreError; nothing is then changed.
        """
        with self._translated(), self._locked():
            self._recover()
            file = SchemeFile.read(self.path)
            step = self._to_revert(step_id, event)
            back = event is Event.UNDO
            fields = tuple(x.inverse() for x in reversed(step.fields)) if back else step.fields
            left, target = (step.after, step.before) if back else (step.before, step.after)
            if file.content == left:
                after = SchemeFile.parse(target, self.path, file.config.path)
            elif file.holds(fields):
                after = _after(file, fields, event)
            else:
                raise UndoError(
                    f"{event}: “{step.words}” was changed since, in {self.path.name}",
                    "look at it and change it anew",
                )
            done = SchemeStep(
                id=stamp.operation,
                order=stamp.order,
                time=stamp.time,
                annotator=annotator,
                event=event,
                of=step.id,
                words=step.words,
                fields=fields,
                before=file.content,
                after=after.content,
            )
            return after, self._perform(done)

    def steps(self) -> tuple[SchemeStep, ...]:
        """All changes that the history has, oldest first. Raises StoreError when it cannot be read."""
        return self._history.steps()

    def recover(self) -> str:
        """Finish the change that a process was killed in, if there is one; returns what a person should know.

        Raises StoreError.
        """
        if not self._intent.exists():
            return ""
        with self._translated(), self._locked():
            return self._recover()

    def _recover(self) -> str:
        for file in (self.path, self._intent):
            for stray in file.parent.glob(f".{file.name}.*{TEMPORARY}"):
                stray.unlink(missing_ok=True)
        try:
            step = decode_step(json.loads(self._intent.read_bytes()))
        except FileNotFoundError:
            return ""
        except (ValueError, RecursionError):
            aside = self._intent.with_suffix(".broken")
            self._intent.replace(aside)
            return f"{aside}: no change of the scheme that reader can read, put aside"
        found = _content(self.path)
        said = ""
        if found != step.before or step.before == step.after:
            if found != step.after:
                said = f"{self.path.name} was edited while “{step.words}” was not finished: the edit is kept"
            if found == step.after or self._stands_in(step):
                self._append(step)
        self._drop_intent()
        return said

    def _stands_in(self, step: SchemeStep) -> bool:
        """Whether a file that was edited since has what a change did."""
        try:
            return SchemeFile.read(self.path).holds(one.inverse() for one in step.fields)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with the file is told when it is read
            return False

    def _to_revert(self, step_id: str, event: Event) -> SchemeStep:
        steps = self.steps()
        step = next((one for one in steps if one.id == step_id), None)
        if step is None:
            raise UndoError(
                f"{event}: {self.history.name} does not have this change any more", "change it anew"
            )
        last = next(one for one in reversed(steps) if step_id in (one.id, one.of))
        if (last.event is Event.UNDO) == (event is Event.UNDO):
            raise UndoError(f"{event}: “{step.words}” is {event}ne already", "nothing was changed")
        return step

    def _perform(self, step: SchemeStep) -> SchemeStep:
        """Bring a change to disk. Raises OSError; nothing is then changed, or the next start finishes it."""
        steps = self.steps()
        if steps and steps[-1].order >= step.order:
            # The clock has been put back.
            step = replace(step, order=steps[-1].order + 1)
        make_folder(self._intent.parent)
        replace_file(self._intent, json.dumps(encode_step(step)).encode())
        try:
            self._put(step.after)
            self._append(step)
        except BaseException:
            # Should that fail too, the intent stays, and the next start finishes what is there.
            with contextlib.suppress(OSError):
                self._put(step.before)
                self._drop_intent()
            raise
        with contextlib.suppress(OSError):
            self._drop_intent()
        return step

    def _put(self, content: str | None) -> None:
        if content is not None:
            make_folder(self.path.parent)
            if _content(self.path) != content:
                replace_file(self.path, content.encode())
        elif self.path.exists():
            self.path.unlink()
            folder_to_disk(self.path.parent)

    def _append(self, step: SchemeStep) -> None:
        if all(one.id != step.id for one in self.steps()):
            append_file(self.history, json.dumps(encode_step(step)).encode() + b"\n")

    def _drop_intent(self) -> None:
        self._intent.unlink(missing_ok=True)
        folder_to_disk(self._intent.parent)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with locked(self._lock, self.path, self._lock_seconds):
            yield

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _READ_ONLY:
                raise ReadOnlyError(f"{self.path}: cannot be written", "nothing was changed") from error
            why = "the disk is full" if error.errno in _FULL else error.strerror or str(error)
            hint = "the next start finishes it" if self._intent.exists() else "nothing was changed"
            raise StoreError(f"{why}: {self.path} cannot be changed", hint) from error


def _after(file: SchemeFile, fields: tuple[FieldChange, ...], event: Event) -> SchemeFile:
    try:
        return file.after(fields)
    except RequestError as error:
        # Another label has taken its key, or refers to it.
        raise UndoError(f"{event}: {error.message}", error.hint) from None


def _content(path: Path) -> str | None:
    try:
        return path.read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return None
