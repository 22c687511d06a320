"""What a change over several articles is going to do, as a file that outlives a crash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.annotations.codec import decode_target, encode_target
from reader.annotations.deciding import Act, Choice, Stamp
from reader.annotations.model import ArticleRef, Event, State, Target
from reader.errors import ShardError, StoreError

FORMAT = 1
MAX_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """What is done in one article: a choice about `targets`, or the operation `of` is reverted."""

    article: ArticleRef
    targets: tuple[Target, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """A change over several articles: a choice (event `do`), or an undo or redo of one.

    `back` says that it is being taken back.
    `order` is that of its first operation, in microseconds since 1970.
    """

    id: str
    annotator: str
    event: Event
    order: int
    time: str
    choice: Choice | None
    parts: tuple[Part, ...]
    back: bool = False

    def stamp(self, nth: int) -> Stamp:
        """The stamp of its operation in the part `nth`, the same whenever it is made."""
        return Stamp(f"{self.id}-{nth:06x}", self.order + nth, self.time)


def encode_intent(intent: Intent) -> bytes:
    """The bytes of its file."""
    choice = intent.choice
    return json.dumps(
        {
            "format": FORMAT,
            "id": intent.id,
            "annotator": intent.annotator,
            "event": intent.event,
            "order": intent.order,
            "time": intent.time,
            "back": intent.back,
            "choice": choice and [choice.act, choice.label, choice.state, choice.note],
            "parts": [
                {
                    "article": [
                        part.article.id,
                        part.article.title,
                        part.article.origin,
                        part.article.text_hash,
                    ],
                    "targets": [encode_target(target) for target in part.targets],
                    "of": part.of,
                }
                for part in intent.parts
            ],
        },
        separators=(",", ":"),
    ).encode()


def decode_intent(path: Path) -> Intent:
    """What a file says that is going to be done. Raises StoreError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ShardError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", "it is left as it is")
        said: dict[str, Any] = json.loads(path.read_bytes())
        if said["format"] > FORMAT:
            raise ShardError(f"{path}: written by a newer reader", "install it; the file is left as it is")
        choice = said["choice"]
        return Intent(
            said["id"],
            said["annotator"],
            Event(said["event"]),
            int(said["order"]),
            said["time"],
            choice and Choice(Act(choice[0]), choice[1], State(choice[2]), choice[3]),
            tuple(
                Part(ArticleRef(*one["article"]), tuple(map(decode_target, one["targets"])), one["of"])
                for one in said["parts"]
            ),
            bool(said["back"]),
        )
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ShardError(
            f"{path}: damaged ({type(error).__name__}: {error})", "it is left as it is"
        ) from None
