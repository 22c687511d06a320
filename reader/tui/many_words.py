"""What is asked and said of decisions about a great many, articles or paragraphs. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.choices import Act, Choice
from reader.annotations.model import Kind, Operation, State
from reader.annotations.scheme import Scheme

if TYPE_CHECKING:
    from reader.workspace.bulk import BulkDeed

_VERBS = {Act.FLAG: "flag", Act.IGNORE: "ignore", Act.NONE: "say “none of them” of"}


def asked(choice: Choice, what: str, scheme: Scheme) -> str:
    """The question before a choice about a great many, which `what` counts."""
    if choice.act is Act.DONE:
        return f"mark {what} as done?"
    if choice.act in _VERBS:
        return f"{_VERBS[choice.act]} {what}?"
    return f"label {what} {_named(choice, scheme)}?"


def told(deed: BulkDeed, undo: str, scheme: Scheme) -> str:
    """What came of a choice about several articles; `undo` says what takes it back."""
    parts, choice = deed.intent.parts, deed.intent.choice
    if not deed.done:
        left = f", but for {deed.stuck} that were changed meanwhile" if deed.stuck else ""
        return f"broken off: everything is as it was{left}"
    count = len(parts)
    articles = "1 article" if count == 1 else f"{count:,} articles"
    if choice is None or choice.act is Act.DONE:
        paragraphs = sum(len(part.targets) for part in parts)
        said = f"marked as done: {paragraphs:,} {_paragraphs(paragraphs)} in {articles}"
    else:
        said = f"{_said(choice, scheme)} on {articles}"
    return f"{said} · {undo}" if undo else said


def done_words(operation: Operation | None, undo: str) -> str:
    """What was said of an article that was marked as done."""
    if operation is None:
        return "the article is done already"
    made = [edit.after for edit in operation.edits if edit.after is not None]
    none = len({one.target for one in made if one.kind is Kind.NONE})
    names = sum(one.kind is Kind.COMPLETE for one in made)
    said = [f"none of them on {none:,} {_paragraphs(none)}"] if none else []
    said += [f"names complete on {names:,}" if none else f"names complete on {names:,} {_paragraphs(names)}"]
    words = f"done: {', '.join(said if names else said[:1])}"
    return f"{words} · {undo}" if undo else words


def _named(choice: Choice, scheme: Scheme) -> str:
    label = scheme.label(choice.label)
    name = label.name if label else choice.label
    if choice.act is Act.CLEAR:
        return f"{name} taken away"
    return f"not {name}" if choice.state is State.REJECT else name


def _said(choice: Choice, scheme: Scheme) -> str:
    taken = choice.state is State.REJECT
    if choice.act is Act.FLAG:
        return "flag taken away" if taken else "flag"
    if choice.act is Act.IGNORE:
        return "no longer ignored" if taken else "ignored"
    if choice.act is Act.NONE:
        return "none of them taken away" if taken else "none of them"
    return _named(choice, scheme)


def _paragraphs(count: int) -> str:
    return "paragraph" if count == 1 else "paragraphs"
