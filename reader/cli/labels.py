"""The command `labels`: the scheme shown and changed, each change with what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.cli import output
from reader.cli.session import annotator_option, json_option, opened, take_decisions, workspace_option
from reader.spans import Span

if TYPE_CHECKING:
    from reader.annotations.scheme import Label
    from reader.annotations.scheme_log import Make
    from reader.workspace.scheming import SchemeDeed, Unsettled
    from reader.workspace.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_TEXT_START = 60


class LabelCommands(click.Group):
    """Lists the labels where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with no command for what `list` is given."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("labels", cls=LabelCommands, options_metavar="", subcommand_metavar="[COMMAND] [OPTIONS]")
def labels() -> None:
    """Show and change the label scheme.

    Without a command the labels are listed. A change edits annotations/labels.toml, where it keeps comments
    and order; decisions are never rewritten: they are read under the scheme as it is. ID is a label's id, or
    its name. --dry-run only says how many annotations a change touches.
    """


def _change_options(command: F) -> F:
    """Give a command the options that every change has."""
    dry_run = click.option("--dry-run", is_flag=True, help="Change nothing, only say what it touches.")
    return dry_run(workspace_option(annotator_option(json_option(command))))


def _change(
    make: Make, workspace: Path | None, annotator: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Make a change, and say what it touches. Raises ReaderError; nothing is then changed."""
    with opened(workspace, annotator) as found:
        take_decisions(found)
        deed = found.scheming.try_out(make) if dry_run else found.scheming.change(make)
        annotations = sum(deed.touched.values())
        if as_json:
            facts = {"words": deed.words or None, "changed": deed.changed and not dry_run, "dry_run": dry_run}
            touched = {"annotations": annotations, "annotators": dict(deed.touched)}
            output.put_json([{**facts, "labels": list(deed.labels), **touched}])
        elif not deed.changed:
            output.put("already so: nothing was changed")
        else:
            output.put(f"{deed.words}: {'would touch' if dry_run else 'touches'} {deed.touched_words}")
            if not dry_run:
                _tell_next(deed, annotations)


def _tell_next(deed: SchemeDeed, annotations: int) -> None:
    label = deed.label
    if label is None or not annotations:
        return
    if label.split_into:
        output.tell(f"reader labels queue {label.id} lists what must be looked at again")
    elif label.merged_into:
        output.tell("where one was given and the other refused, the given one stands")


@labels.command("list")
@workspace_option
@json_option
def list_labels(workspace: Path | None, as_json: bool) -> None:
    """List the labels.

    A line has the key, the id, the name, what the label is said of, its group, what became of it where it is
    no longer given, and how many annotations of all annotators carry it.
    """
    with opened(workspace) as found:
        take_decisions(found)
        counts = found.scheming.counts()
        if as_json:
            output.put_json(_label_json(label, counts[label.id]) for label in found.scheme.labels)
        elif not found.scheme.labels:
            output.tell("no labels yet: reader labels add NAME makes one")
        else:
            output.put_all(_label_lines(found, counts))


def _label_json(label: Label, count: int) -> dict[str, object]:
    return {
        "id": label.id,
        "name": label.name,
        "key": label.key or None,
        "colour": label.colour,
        "description": label.description or None,
        "target": label.target.value,
        "group": label.group or None,
        "state": label.state.value,
        "merged_into": label.merged_into or None,
        "split_into": list(label.split_into) or None,
        "annotations": count,
    }


def _label_lines(workspace: Workspace, counts: dict[str, int]) -> Iterator[str]:
    found = workspace.scheme.labels
    ids = max(output.width_of(label.id) for label in found)
    names = max(output.width_of(output.inert(label.name)) for label in found)
    for label in found:
        became = {
            "active": "",
            "merged": f"merged into {label.merged_into}",
            "split": f"split into {', '.join(label.split_into)}",
            "retired": "retired",
        }[label.state.value]
        facts = " · ".join(fact for fact in (label.target.value, label.group, became) if fact)
        first = f"{label.key:<3} {output.pad(label.id, ids)}  {output.pad(label.name, names)}"
        yield f"{first}  {counts[label.id]:>7,}  {facts}"


@labels.command("add")
@click.argument("name", metavar="NAME")
@click.option(
    "--id", "label_id", metavar="ID", default="", help="Its id for good; made of its name unless given."
)
@click.option("--key", metavar="KEY", default="", help="What presses it: a digit from 1 to 9, or letters.")
@click.option("--colour", metavar="COLOUR", default="", help='A colour\'s name, or "#5fafd7".')
@click.option("--description", metavar="TEXT", default="", help="When to use it, and when not.")
@click.option(
    "--target",
    type=click.Choice(["block", "span", "document"]),
    default="block",
    show_default=True,
    help="What it is said of: a paragraph, some words, or a whole article.",
)
@click.option("--group", metavar="GROUP", default="", help="The id of its group.")
@_change_options
def add_label(
    name: str,
    label_id: str,
    workspace: Path | None,
    annotator: str | None,
    dry_run: bool,
    as_json: bool,
    **fields: str,
) -> None:
    """Make a label called NAME."""
    from reader.annotations.scheme_changes import add

    _change(
        lambda file: add(file, name, label_id, **fields),
        workspace,
        annotator,
        dry_run=dry_run,
        as_json=as_json,
    )


@labels.command("rename")
@click.argument("label", metavar="ID")
@click.argument("name", metavar="NAME")
@_change_options
def rename_label(
    label: str, name: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Call a label NAME. Its id, which decisions and datasets say, stays."""
    from reader.annotations.scheme_changes import rename

    _change(lambda file: rename(file, label, name), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("recolour")
@click.argument("label", metavar="ID")
@click.argument("colour", metavar="COLOUR")
@_change_options
def recolour_label(
    label: str, colour: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Give a label another colour: a name such as cyan, or "#5fafd7"."""
    from reader.annotations.scheme_changes import recolour

    _change(
        lambda file: recolour(file, label, colour), workspace, annotator, dry_run=dry_run, as_json=as_json
    )


@labels.command("key")
@click.argument("label", metavar="ID")
@click.argument("key", metavar="KEY")
@_change_options
def key_label(
    label: str, key: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Give a label another key.

    KEY is a digit from 1 to 9 or up to three letters; "" takes the key away.
    """
    from reader.annotations.scheme_changes import rekey

    _change(lambda file: rekey(file, label, key), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("describe")
@click.argument("label", metavar="ID")
@click.argument("text", metavar="TEXT")
@_change_options
def describe_label(
    label: str, text: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Say when a label is to be used, and when not."""
    from reader.annotations.scheme_changes import describe

    _change(lambda file: describe(file, label, text), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("merge")
@click.argument("label", metavar="ID")
@click.argument("into", metavar="INTO")
@_change_options
def merge_labels(
    label: str, into: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Let a label mean another from now on.

    What it was given to counts as INTO; it can no longer be given, and its key is free. “Not this label”
    counts for INTO only where both were refused.
    """
    from reader.annotations.scheme_changes import merge

    _change(lambda file: merge(file, label, into), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("split")
@click.argument("label", metavar="ID")
@click.argument("parts", metavar="NEW NEW…", nargs=-1, required=True)
@_change_options
def split_label(
    label: str,
    parts: tuple[str, ...],
    workspace: Path | None,
    annotator: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Part a label into two or more.

    NEW is the id or name of a label, or the name of one that is made. What the label was given to keeps it
    until one of the new ones is given, or none of them: it is undecided, and `reader labels queue` lists it.
    """
    from reader.annotations.scheme_changes import split

    _change(lambda file: split(file, label, parts), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("retire")
@click.argument("label", metavar="ID")
@_change_options
def retire_label(
    label: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Let a label no longer be given. What it was given to keeps it, and is exported."""
    from reader.annotations.scheme_changes import retire

    _change(lambda file: retire(file, label), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("restore")
@click.argument("label", metavar="ID")
@_change_options
def restore_label(
    label: str, workspace: Path | None, annotator: str | None, dry_run: bool, as_json: bool
) -> None:
    """Let a label that was merged, split or retired be itself again."""
    from reader.annotations.scheme_changes import restore

    _change(lambda file: restore(file, label), workspace, annotator, dry_run=dry_run, as_json=as_json)


@labels.command("queue")
@click.argument("label", metavar="[ID]", required=False)
@workspace_option
@annotator_option
@json_option
def queue(label: str | None, workspace: Path | None, annotator: str | None, as_json: bool) -> None:
    """List what must be looked at again since its label was split.

    A line has the article's id, the number of the paragraph, the label and what it may be now, and how the
    text begins. `reader tag` with one of the new labels settles it, and so does its key in the app.
    """
    with opened(workspace, annotator) as found:
        take_decisions(found)
        wanted = found.scheme.find(label).id if label else None
        waiting = found.scheming.queue(wanted)
        if as_json:
            output.put_json(_waiting_json(one) for one in waiting)
            return
        count = 0
        for one in waiting:
            count += 1
            output.put(_waiting_line(one))
        if not count:
            output.tell("nothing to look at again")


def _waiting_json(one: Unsettled) -> dict[str, object]:
    span = one.place if isinstance(one.place, Span) else None
    return {
        "article": one.article_id,
        "title": one.title,
        "kind": one.target.kind.value,
        "block": one.place if isinstance(one.place, int) else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": one.text,
        "label": one.label,
        "split_into": list(one.parts),
    }


def _waiting_line(one: Unsettled) -> str:
    place = str(one.place) if isinstance(one.place, int) else one.target.kind.value
    narrow = output.is_terminal()
    parts = " or ".join(one.parts)
    line = f"{one.article_id[:8] if narrow else one.article_id}  {place:>4}  {one.label}: {parts}?  "
    text = output.crop(one.text, _TEXT_START)
    return output.crop(line + text, output.columns()) if narrow else line + text
