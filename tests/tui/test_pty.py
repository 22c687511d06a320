"""The installed `reader` in a real pseudo-terminal, and what it leaves on disk."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.tui.terminals import Terminal


def _labels(folder: Path) -> list[tuple[int, str]]:
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    with TinyDB(path) as database:
        blocks = {row["id"]: row["block"] for row in database.table("targets")}
        return sorted((blocks[row["target"]], row["label"]) for row in database.table("annotations"))


def test_tag_three_paragraphs_undo_one_quit_and_come_back(
    folder: Path, terminal: Callable[..., Terminal]
) -> None:
    first = terminal()
    first.until(lambda screen: "▌○  Russia moved nearer" in screen)
    first.press("\r", "KYIV, May 21 (Reuters)", "0/29")
    first.press("1", "1/29", "saved")
    first.press("e", "2/29", "saved")
    first.press("0", "3/29", "saved")
    first.press("u", "2/29", "undone: none of them on 3", "saved")
    # Esc with a key right behind it, as a hurried hand or a slow line sends it, is two keys.
    first.press("\x1bj", "1 of 1", "►")
    first.press("q")
    assert first.end() == 0
    assert _labels(folder) == [(1, "conflict"), (2, "energy")]

    again = terminal()
    again.until(lambda screen: "▌►  Russia moved nearer" in screen and "2/29" in screen)
    again.press("\r", "▌·  3", "2/29")
    again.press("Q")
    assert again.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_loses_nothing(
    folder: Path, terminal: Callable[..., Terminal], number: signal.Signals
) -> None:
    one = terminal()
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "0/29")
    one.press("123", "3/29", "saved")
    one.child.kill(number)
    one.end()
    assert _labels(folder) == [(1, "conflict"), (2, "economy"), (3, "diplomacy")]


def test_a_paste_is_never_taken_for_decisions(folder: Path, terminal: Callable[..., Terminal]) -> None:
    one = terminal()
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "0/29")
    one.press("1 f 2 e 3 d 4 c 0 i " * 10, "pasted text is not taken for keys", "0/29")
    one.press("\x1b[200~123\x1b[201~", "0/29")
    one.press("t", "8 of 8 labels")
    one.press("\x1b[200~diplo\x1b[201~", "1 of 8 labels")
    one.press("\r", "1/29", "saved")
    one.press("Q")
    assert one.end() == 0
    assert _labels(folder) == [(1, "diplomacy")]


SIGNS = (
    "Café naïve \u1ec7 e\u0323\u0302 漢字\u3000かな 한국어 עברית ١٢٣ नमस्ते "
    "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 🇺🇦 👍🏽 \u00a0«\u202fx\u202f»"
)


def test_text_fields_take_every_sign(folder: Path, terminal: Callable[..., Terminal]) -> None:
    """Composed letters, what joins emoji, spaces of other scripts: what is typed is what is on disk."""
    one = terminal()
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "0/29")
    one.press("m", "Note on 1")
    for start in range(0, len(SIGNS), 5):
        # A few at a time, as hands and input methods do: more in one go would be a paste.
        one.press(SIGNS[start : start + 5], "Note on 1")
    one.press("\x1b", "saved", "note")
    one.press("t", "8 of 8 labels")
    one.press("戦争 é👩\u200d👧", "0 of 8 labels")
    one.press("\x7f\x7f", "戦争")
    one.press("\x7f", "make a label “戦争”")
    one.press("\r", "1/29", "saved")
    one.press("?", "In an article")
    one.press("/é\x1b", "In an article")
    one.press("\x1b", "1/29")
    one.press(":戦", "戦")
    one.press("\x1b", "1/29")
    one.press("Q")
    assert one.end() == 0
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    with TinyDB(path) as database:
        assert [row["note"] for row in database.table("annotations") if row["kind"] == "note"] == [SIGNS]
    assert 'name = "戦争"' in (folder / "annotations" / "labels.toml").read_text("utf-8")


def test_own_keys_in_a_terminal(folder: Path, terminal: Callable[..., Terminal]) -> None:
    settings = folder.parent / "config" / "reader" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        'digit_row = "azerty"\n[keymap.article]\n"decision.flag" = ["p p", "^x"]\n"label.none" = ["F7"]\n',
        "utf-8",
    )
    one = terminal()
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "F7 none")
    one.press("&é", "2/29", "saved")
    one.press("\x1b[18~", "3/29", "saved")
    one.press("p", "p flag")
    one.press("p", "flag", "saved")
    one.press("Q")
    assert one.end() == 0
    assert _labels(folder) == [(1, "conflict"), (2, "economy"), (3, ""), (4, "")]


def test_wrong_keys_are_told_before_anything_is_drawn(
    folder: Path, terminal: Callable[..., Terminal]
) -> None:
    (folder / "reader.toml").write_text('sources = ["seeds"]\n\n[keymap.article]\n"block.next" = ["k"]\n')
    one = terminal()
    assert one.end() == 1
    assert b'reader: reader.toml:4: "k" is block.previous in article already' in one.raw
    assert b"\x1b[" not in one.raw


def test_no_color_gives_no_colour_escape_at_all(terminal: Callable[..., Terminal]) -> None:
    one = terminal(NO_COLOR="1")
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "0/29")
    one.press("1f?", "In an article")
    one.press("\x1b", "1/29")
    for keys, shown in (
        ("H", "Guidelines"),
        ("I", "Who and when"),
        ("I", "1/29"),
        (",", "LABEL"),
        ("\x1b", "1/29"),
        ("t", "of 8 labels"),
        ("\x1b", "1/29"),
        ("m", "Note on"),
        ("\x1b", "1/29"),
        ("", "Mariupol/l"),
        ("\t", "1/29"),
        ("\x1bP", "PANEL"),
        ("\x1b", "1 conflict"),
        (":", "Commands"),
        ("labels\r", "Labels"),
        ("q", "1/29"),
        (":theme\r", "NO_COLOR is set"),
        ("jjj\x1b", "1/29"),
        ("q!", "look"),
        ("q", "1 article"),
    ):
        one.press(keys, shown)
    one.press("Q")
    assert one.end() == 0
    given = {
        code for codes in re.findall(rb"\x1b\[([\d;:]*)m", one.raw) for code in re.split(rb"[;:]", codes)
    }
    colours = {str(code).encode() for code in (*range(30, 39), *range(40, 49), *range(90, 108))}
    assert not given & colours


def test_ascii_signs_without_utf_8(terminal: Callable[..., Terminal]) -> None:
    one = terminal(TERM="linux")
    one.until(lambda screen: "|o  Russia moved nearer" in screen)
    one.press("\r", "0/29", "|.  1")
    one.press("1", "*  1")
    one.press("Q")
    assert one.end() == 0


EDITOR = """#!{python}
import os, sys
path = sys.argv[1]
with open(sys.argv[0] + ".runs", "a+") as runs:
    runs.write(".")
    count = runs.tell()
print("\x1b[2J\x1b[HEDITOR", count, open(path).read(), os.path.splitext(path)[1], flush=True)
answer = input()
if answer != "nothing":
    with open(path, "w") as file:
        file.write("" if answer == "empty" else answer.replace("/", "\\n") + "\\n")
if answer.startswith("killed"):
    os.kill(os.getppid(), 9)
sys.exit(answer.startswith("failed"))
"""


def _notes(folder: Path) -> list[str]:
    for path in (folder / "annotations" / "alice").glob("*/*.json"):
        with TinyDB(path) as database:
            return [row["note"] for row in database.table("annotations")]
    return []


def test_a_note_in_an_editor_of_one_s_own(folder: Path, terminal: Callable[..., Terminal]) -> None:
    editor = folder.parent / "my editor"
    editor.write_text(EDITOR.format(python=sys.executable))
    editor.chmod(0o755)
    one = terminal(VISUAL=f"'{editor}'")
    one.until(lambda screen: "Russia moved" in screen)
    one.press("\r", "0/29")
    one.press("mhalf", "Note on 1", "half")
    one.press("\x0f", "EDITOR 1 half .md")
    one.press("one line/two lines\r", "† one line two lines", "note on 1", "saved")
    assert _notes(folder) == ["one line\ntwo lines"]
    one.press("m\x0f", "EDITOR 2 one line")
    one.press("nothing\r", "the note is as it was")
    one.press("m\x0f", "EDITOR 3 one line")
    one.press("failed but written\r", "ended with 1: the note is still open", "failed but written")
    one.press("\x07", "the note is as it was", "† one line two lines")
    one.press("m\x0f", "EDITOR 4 one line")
    one.press("empty\r", "note taken away on 1", "saved")
    assert _notes(folder) == []
    assert list((folder / ".reader" / "drafts").iterdir()) == []
    # The app dies while the editor has the note: what was written in it is there at the next start.
    one.press("m\x0f", "EDITOR 5")
    one.press("killed/in the editor\r")
    one.end()
    again = terminal()
    again.until(lambda screen: "Russia moved" in screen)
    again.press("\r", "0/29")
    again.press("m", "a draft that was not kept", "in the editor")
    again.press("\x1b", "note on 1", "saved")
    again.press("Q")
    assert again.end() == 0
    assert _notes(folder) == ["killed\nin the editor"]
