"""The commands `init`, `paths` and `keys`: how a workspace begins, where things lie, what keys do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from reader.cli import output
from reader.cli.session import annotator_option, json_option, locate, workspace_option
from reader.settings import WORKSPACE_FILE, annotator_name, user_settings_path


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
@click.option("--keys", "base", type=click.Choice(["vi", "arrows"]), help="The set of keys, for this time.")
@click.option("--markdown", is_flag=True, help="Print the page that explains keys and lists both sets.")
@workspace_option
@json_option
def keys(base: str | None, markdown: bool, workspace: Path | None, as_json: bool) -> None:
    """List the keys of the reading screen.

    They are shown as they are for you, with the names of contexts and actions that [keymap] in your
    settings takes; what you have changed there is marked with a star.
    """
    from reader.tui.key_page import key_lines, key_page, key_rows
    from reader.tui.keymap import key_set_for

    if markdown:
        output.put_all(key_page().removesuffix("\n").split("\n"))
        return
    settings = locate(workspace)[1]
    key_set = key_set_for(replace(settings, keys=base or settings.keys))
    if as_json:
        output.put_json(key_rows(key_set))
    else:
        output.put_all(key_lines(key_set))
