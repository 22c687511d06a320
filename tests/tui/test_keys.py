"""One table of keys: every key has an action, every action a key, and no key means two things."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from reader.annotations.scheme import Label, Scheme
from reader.tui import keys
from reader.tui.dispatch import keys_in, take_escapes_apart
from reader.tui.keys import KEYS, Binding, resolve
from reader.tui.label_keys import assign_keys, free_key
from reader.tui.screens.article_screen import ArticleScreen
from reader.tui.screens.base import ReaderScreen
from reader.tui.screens.begin_screen import BeginScreen
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.help_screen import HelpScreen, help_rows
from reader.tui.screens.labels_screen import LabelsScreen
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.look_screen import LookScreen
from reader.tui.screens.theme_screen import ThemeScreen

Opener = Callable[..., AbstractAsyncContextManager[Any]]

SCREENS: dict[str, type[ReaderScreen]] = {
    keys.EVERYWHERE: ReaderScreen,
    keys.LIST: ListScreen,
    keys.ARTICLE: ArticleScreen,
    keys.HIGHLIGHT: ArticleScreen,
    keys.SELECT: ArticleScreen,
    keys.SPEAKER: ArticleScreen,
    keys.PANEL: ArticleScreen,
    keys.LABELS: ArticleScreen,
    keys.PICKER: ArticleScreen,
    keys.HINTS: ArticleScreen,
    keys.NOTE: ArticleScreen,
    keys.ADRIFT: ArticleScreen,
    keys.CONFIRM: ReaderScreen,
    keys.UNSAVED: ReaderScreen,
    keys.HELP: HelpScreen,
    keys.FILTER: HelpScreen,
    keys.COMMAND: CommandScreen,
    keys.LOOK: LookScreen,
    keys.SCHEME: LabelsScreen,
    keys.THEME: ThemeScreen,
    keys.BEGIN: BeginScreen,
    keys.BEGIN_TEXT: BeginScreen,
    keys.SCHEME_TEXT: LabelsScreen,
}


def test_every_key_has_an_action_and_every_action_a_key() -> None:
    for row in KEYS:
        assert hasattr(SCREENS[row.context], f"act_{row.action.replace('.', '_')}"), row
    named = {f"act_{row.action.replace('.', '_')}" for row in KEYS}
    for screen in SCREENS.values():
        assert {name for name in dir(screen) if name.startswith("act_")} <= named


@pytest.mark.parametrize("key_set", ["vi", "arrows"])
def test_no_key_means_two_things_in_one_context(key_set: str) -> None:
    for context in SCREENS:
        found = [key for row in KEYS if row.context == context for key in keys.keys_of(row, key_set)]
        assert len(found) == len(set(found)), context


def test_no_key_is_one_that_does_not_arrive_everywhere() -> None:
    forbidden = {"^a", "^b", "^s", "^q", "^i", "^m", "^h", "^j"}
    for row in KEYS:
        assert not forbidden & {*row.vi.split(), *row.arrows.split()}


def test_closed_contexts_take_no_command_by_accident() -> None:
    assert resolve(keys.LABELS, "q", "vi") == Binding("label.key", "q")
    assert resolve(keys.PICKER, "q", "vi") == Binding("pick.filter", "q")
    assert resolve(keys.PICKER, "ä", "vi") == Binding("pick.filter", "ä")
    assert resolve(keys.CONFIRM, "q", "vi") is None
    assert resolve(keys.ARTICLE, "q", "vi") == Binding("screen.close")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("\x1bj", ["Esc", "j"]),
        ("\x1b1", ["Esc", "1"]),
        ("\x1b,", ["Esc", ","]),
        ("\x1b\r", ["Esc", "Enter"]),
        ("\x1b\t", ["Esc", "Tab"]),
        ("\x1bf", ["Esc", "f"]),
        ("\x1bb", ["Esc", "b"]),
        ("\x1b0", ["Esc", "0"]),
        ("\x1b ", ["Esc", "Space"]),
        ("\x1b-", ["Esc", "-"]),
        ("\x1bQ", ["Esc", "Q"]),
        ("\x1b[A", ["Up"]),
        ("\x1bOP", ["F1"]),
        ("\x1b[6~", ["PageDown"]),
        ("\x1b[Z", ["Shift+Tab"]),
        ("ä", ["ä"]),
        ("\x04", ["^d"]),
        ("?,.", ["?", ",", "."]),
        ("\x7f", ["Backspace"]),
    ],
)
def test_what_terminals_send(typed: str, expected: list[str]) -> None:
    take_escapes_apart()
    parser = XTermParser()
    found = [*parser.feed(typed), *parser.feed("")]
    read = [
        one for event in found if isinstance(event, events.Key) for one in keys_in(event.key, event.character)
    ]
    assert read == expected


@pytest.mark.parametrize(("key", "expected"), [("alt+shift+o", ["Esc", "O"]), ("alt+p", ["Esc", "p"])])
def test_what_still_arrives_with_alt_is_two_keys(key: str, expected: list[str]) -> None:
    assert list(keys_in(key, None)) == expected


def test_labels_get_digits_letters_and_codes() -> None:
    labels = [
        Label("a", "a", "2"),
        Label("b", "b"),
        Label("c", "c", "o"),
        Label("d", "d", "e"),
        Label("ä", "ä", "ä"),
    ]
    labels += [Label(f"label-{nth}", f"label {nth}") for nth in range(200)]
    found = assign_keys(Scheme(labels=tuple(labels)))
    assert [found.press[one.id] for one in labels[:5]] == ["2", "1", ", o", "e", "ä"]
    assert len(found.layer) == 205, "every label has a key or a code"
    codes = sorted(found.layer)
    assert not any(b.startswith(a) for a, b in pairwise(codes)), "no code begins another"
    assert '"o" belongs to commands here: press , o' in found.notices[0]


def test_a_new_label_gets_a_key_that_is_free() -> None:
    digits = tuple(Label(digit, digit, digit) for digit in "123456789")
    assert free_key(Scheme(labels=digits[:2])) == "3"
    assert free_key(Scheme(labels=digits)) == "c"
    assert free_key(Scheme(labels=(*digits, Label("x", "x", "ca")))) == "d"


def test_help_begins_with_where_it_was_asked_from() -> None:
    rows = help_rows(keys.ARTICLE, "", "vi")
    assert rows[0] == ("In an article", "")
    assert len(rows) > len(KEYS)
    assert [row for row in help_rows(keys.LIST, "undo", "vi") if row[1]] == [
        ("u  Backspace", "undo"),
        ("Backspace", "undo"),
    ]


async def test_help_filters_and_goes_back_to_where_one_was(open_app: Opener) -> None:
    async with open_app("enter", "j", "question_mark") as session:
        assert "In an article" in session.text()
        await session.press("slash", *"redo", "enter")
        assert "^r  U" in session.text()
        assert "next undecided" not in session.text()
        await session.press("escape", "escape")
        assert session.article.article.number == 2
