"""The commands `init`, `paths` and `keys`: how a workspace begins, where things lie, what keys do."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from reader.cli import output
from reader.cli.session import annotator_option, json_option, locate, workspace_option
from reader.settings import WORKSPACE_FILE, annotator_name, user_settings_path

_FAMILIES = {"ANY": "any letter", "TEXT": "text"}


@click.command("init")
@click.argument(
    "folder", required=False, metavar="[DIR]", default=Path(), type=click.Path(path_type=Path, readable=False)
)
def init(folder: Path) -> None:
    """Make a workspace.

    DIR is made where it does not exist; without it the folder becomes one that you stand in. A workspace
    has a folder for articles, a commented scheme of labels and commented settings. Where there is one
    already nothing is changed, and the exit code is 1.
    """
    from reader.workspace.root import init_workspace

    for path in init_workspace(folder):
        output.put(f"made {path}")
    where = "" if folder == Path() else f" {folder}"
    output.tell(f"Put text files into {folder / 'seeds'}, then open it: reader{where}")
    output.tell(f"The labels stand in {folder / 'annotations' / 'labels.toml'}")


@click.command("paths")
@workspace_option
@annotator_option
@json_option
def paths(workspace: Path | None, annotator: str | None, as_json: bool) -> None:
    """Say where things lie, whether or not they exist yet."""
    from reader.annotations.names import folder_of

    root, settings = locate(workspace)
    found = {
        "workspace": root.path,
        "library": root.library,
        "annotations": root.annotations / folder_of(annotator_name(annotator, settings)),
        "scheme": root.scheme,
        "settings": root.path / WORKSPACE_FILE,
        "user_settings": user_settings_path(),
        "locks": root.locks,
    }
    if as_json:
        output.put_json([{name: str(path) for name, path in found.items()}])
    else:
        output.put_all(f"{name.replace('_', ' '):<13}  {path}" for name, path in found.items())


@click.command("keys")
@json_option
def keys(as_json: bool) -> None:
    """List the keys of the reading screen.

    Two sets are shown: vi, and arrows, which keys = "arrows" in the settings chooses.
    """
    from reader.tui.keys import KEYS

    if as_json:
        fields = ("context", "group", "vi", "arrows", "action", "words")
        output.put_json({field: getattr(key, field) for field in fields} for key in KEYS)
        return
    widest = max(len(key.vi) for key in KEYS)
    output.put(f"  {'vi':<{widest}}  {'arrows':<{widest}}")
    for context, rows in groupby(KEYS, key=lambda key: key.context):
        output.put(context)
        for key in rows:
            vi, arrows = (_FAMILIES.get(keys, keys) or "-" for keys in (key.vi, key.arrows))
            output.put(f"  {vi:<{widest}}  {arrows:<{widest}}  {key.words}")
        output.put()
