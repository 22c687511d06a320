"""One table of keys: every key has an action, every action a key, and no key means two things."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys

from reader.annotations.scheme import Label, Scheme
from reader.tui import keys
from reader.tui.dispatch import keys_in, take_bursts_for_pastes, take_escapes_apart
from reader.tui.key_clashes import first_covered
from reader.tui.keymap import DIGIT_ROWS
from reader.tui.keys import KEYS, Binding, KeySet, resolve
from reader.tui.label_keys import assign_keys, free_key
from reader.tui.screens.article_screen import ArticleScreen
from reader.tui.screens.base import ReaderScreen
from reader.tui.screens.command_screen import CommandScreen, commands
from reader.tui.screens.help_screen import HelpScreen, help_rows
from reader.tui.screens.labels_screen import LabelsScreen
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.look_screen import LookScreen
from reader.tui.screens.mentions_screen import MentionsScreen
from reader.tui.screens.quotes_screen import QuotesScreen

TUI = Path(keys.__file__).parent
# Everything that puts words on a screen; what knows keys by name is the table and what reads it.
DRAWN = sorted(
    path
    for path in TUI.rglob("*.py")
    if path.stem
    not in {"keys", "key_table", "key_names", "key_page", "keymap", "key_clashes", "signs", "dispatch"}
)

Opener = Callable[..., AbstractAsyncContextManager[Any]]

SCREENS: dict[str, type[ReaderScreen]] = {
    keys.EVERYWHERE: ReaderScreen,
    keys.LIST: ListScreen,
    keys.QUEUE: ListScreen,
    keys.QUEUE_TEXT: ListScreen,
    keys.ARTICLE: ArticleScreen,
    keys.RANGE: ArticleScreen,
    keys.ROWS: ListScreen,
    keys.HIGHLIGHT: ArticleScreen,
    keys.SELECT: ArticleScreen,
    keys.SPEAKER: ArticleScreen,
    keys.PANEL: ArticleScreen,
    keys.LABELS: ArticleScreen,
    keys.PICKER: ArticleScreen,
    keys.HINTS: ArticleScreen,
    keys.SEARCH: ArticleScreen,
    keys.HITS: ArticleScreen,
    keys.NOTE: ArticleScreen,
    keys.ADRIFT: ArticleScreen,
    keys.CONFIRM: ReaderScreen,
    keys.UNSAVED: ReaderScreen,
    keys.HELP: HelpScreen,
    keys.FILTER: HelpScreen,
    keys.COMMAND: CommandScreen,
    keys.LOOK: LookScreen,
    keys.MENTIONS: MentionsScreen,
    keys.QUOTES: QuotesScreen,
    keys.QUOTES_TEXT: QuotesScreen,
    keys.SCHEME: LabelsScreen,
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
        ("\x1b\x1bj", ["Esc", "Esc", "j"]),
        ("\x1b\x1b[A", ["Esc", "Up"]),
        ("\x1b[", ["Esc", "["]),
        ("\x1bO", ["Esc", "O"]),
        ("\x1bP", ["Esc", "P"]),
        ("\x1b\x12", ["Esc", "^r"]),
    ],
)
def test_what_terminals_send(typed: str, expected: list[str]) -> None:
    assert keys_read(typed) == expected


def keys_read(typed: str) -> list[str]:
    """The keys, as the table writes them, that come of what a terminal sends in one go."""
    take_escapes_apart()
    parser = XTermParser()
    found = [*parser.feed(typed), *parser.feed("")]
    return [
        one for event in found if isinstance(event, events.Key) for one in keys_in(event.key, event.character)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b]11;rgb:1e1e/1e1e/2323\x1b\\",
        "\x1b]52;c;MTIz\x07",
        "\x1bP>|tmux 3.3a\x1b\\",
        "\x1bP1+r524742=38\x1b\\",
        "\x1b[?62;1;4c",
        "\x1b[>41;354;0c",
        "\x1b[?1u",
    ],
)
def test_what_a_terminal_answers_to_another_program_is_no_key(
    answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digits would be labels."""
    monkeypatch.setattr(XTermParser, "feed", XTermParser.feed)
    take_escapes_apart()
    take_bursts_for_pastes()
    found = XTermParser().feed(f"j{answer}k")
    assert [event.key for event in found if isinstance(event, events.Key)] == ["j", "k"]


# What xterm and tmux send, kitty's protocol (bare, and with NumLock on), and the Linux console; None where
# a terminal does not tell the key from another.
BY_TERMINAL: dict[str, tuple[str | None, ...]] = {
    "Esc": ("\x1b", "\x1b", "\x1b[27u", "\x1b[27;129u", "\x1b"),
    "Enter": ("\r", "\r", "\r", "\x1b[13;129u", "\r"),
    "Tab": ("\t", "\t", "\t", "\x1b[9;129u", "\t"),
    "Backspace": ("\x7f", "\x7f", "\x7f", "\x1b[127;129u", "\x7f"),
    "Delete": ("\x1b[3~", "\x1b[3~", "\x1b[3~", "\x1b[3;129~", "\x1b[3~"),
    "Shift+Tab": ("\x1b[Z", "\x1b[Z", "\x1b[9;2u", "\x1b[9;130u", None),
    "Up": ("\x1b[A", "\x1bOA", "\x1b[A", "\x1b[1;129A", "\x1b[A"),
    "Down": ("\x1b[B", "\x1bOB", "\x1b[B", "\x1b[57420;129u", "\x1b[B"),
    "^Right": ("\x1b[1;5C", "\x1b[1;5C", "\x1b[1;5C", "\x1b[1;133C", None),
    "^Left": ("\x1b[1;5D", "\x1b[1;5D", "\x1b[1;5D", "\x1b[1;133D", None),
    "Shift+Right": ("\x1b[1;2C", "\x1b[1;2C", "\x1b[1;2C", "\x1b[1;130C", None),
    "Shift+Left": ("\x1b[1;2D", "\x1b[1;2D", "\x1b[1;2D", "\x1b[1;130D", None),
    "Shift+Down": ("\x1b[1;2B", "\x1b[1;2B", "\x1b[1;2B", "\x1b[1;130B", None),
    "Home": ("\x1b[H", "\x1b[1~", "\x1b[H", "\x1b[1;129H", "\x1b[1~"),
    "End": ("\x1b[F", "\x1b[4~", "\x1b[F", "\x1b[57424;129u", "\x1b[4~"),
    "PageUp": ("\x1b[5~", "\x1b[5~", "\x1b[5~", "\x1b[5;129~", "\x1b[5~"),
    "PageDown": ("\x1b[6~", "\x1b[6~", "\x1b[6~", "\x1b[6;129~", "\x1b[6~"),
    "F1": ("\x1bOP", "\x1bOP", "\x1b[P", "\x1b[1;129P", "\x1b[[A"),
    "F2": ("\x1bOQ", "\x1bOQ", "\x1b[Q", "\x1b[1;129Q", "\x1b[[B"),
    "F3": ("\x1bOR", "\x1bOR", "\x1b[13~", "\x1b[13;129~", "\x1b[[C"),
    "F4": ("\x1bOS", "\x1bOS", "\x1b[S", "\x1b[1;129S", "\x1b[[D"),
    "F5": ("\x1b[15~", "\x1b[15~", "\x1b[15~", "\x1b[15;129~", "\x1b[[E"),
    "F6": ("\x1b[17~", "\x1b[17~", "\x1b[17~", "\x1b[17;129~", "\x1b[17~"),
    "F12": ("\x1b[24~", "\x1b[24~", "\x1b[24~", "\x1b[24;129~", "\x1b[24~"),
    "^d": ("\x04", "\x04", "\x1b[100;5u", "\x1b[100;133u", "\x04"),
    "^r": ("\x12", "\x12", "\x1b[114;5u", "\x1b[114;133u", "\x12"),
    "^c": ("\x03", "\x03", "\x1b[99;5u", "\x1b[99;133u", "\x03"),
    "1": ("1", "\x1bOq", "\x1b[57400u", "\x1b[57400;129u", "1"),
    "9": ("9", "\x1bOy", "\x1b[57408u", "\x1b[57408;129u", "9"),
    "0": ("0", "\x1bOp", "\x1b[57399u", "\x1b[57399;129u", "0"),
    "-": ("-", "\x1bOm", "\x1b[57412u", "\x1b[57412;129u", "-"),
    "/": ("/", "\x1bOo", "\x1b[57410u", "\x1b[57410;129u", "/"),
    ".": (".", "\x1bOn", "\x1b[57409u", "\x1b[57409;129u", "."),
    "Space": (" ", " ", "\x1b[32;2u", "\x1b[32;129u", " "),
    "J": ("J", "J", "J", "\x1b[106;130;74u", "J"),
    "é": ("é", "é", "é", "\x1b[233;129u", "é"),
}


@pytest.mark.parametrize("key", BY_TERMINAL)
def test_every_terminal_says_the_same(key: str) -> None:
    for sent in BY_TERMINAL[key]:
        if sent is not None:
            assert keys_read(sent) == [key], repr(sent)
            # Three in one read, as a slow line brings them, and between other keys.
            assert keys_read(f"j{sent}k") == ["j", key, "k"] or key == "Esc", repr(sent)
            assert keys_read(sent * 3) == [key] * 3 or key == "Esc", repr(sent)


@pytest.mark.parametrize("key", sorted(set(BY_TERMINAL) - {"Esc", "[", "O", "P"}))
def test_esc_with_a_key_right_behind_it_is_two_keys(key: str) -> None:
    for nth, sent in enumerate(BY_TERMINAL[key]):
        if sent is not None and not (key == "Backspace" and nth == 4):
            esc = BY_TERMINAL["Esc"][nth]
            assert keys_read(f"{esc}{sent}") == ["Esc", key], repr(sent)


def test_shift_tab_of_the_linux_console_is_no_esc(monkeypatch: pytest.MonkeyPatch) -> None:
    table: Any = ANSI_SEQUENCES_KEYS
    monkeypatch.setitem(table, "\x1b\t", (Keys.BackTab,))
    take_escapes_apart("linux")
    assert [event.key for event in XTermParser().feed("\x1b\t") if isinstance(event, events.Key)] == [
        "shift+tab"
    ]


@pytest.mark.parametrize(
    "sign", ["\u200d", "\u200c", "\u00a0", "\u3000", "\ufe0f", "\u0301", "漢", "👩", "\U0001fadf"]
)
def test_what_is_not_seen_or_not_known_yet_is_typed_all_the_same(sign: str) -> None:
    assert keys_read(sign) == [sign]
    assert resolve(keys.PICKER, sign, "vi") == Binding("pick.filter", sign)


# Signs that are typed with AltGr, or with a dead key, on a US, German or French keyboard.
WITH_ALTGR = set("[]{}\\|@~#^`´€")


@pytest.mark.parametrize("key_set", ["vi", "arrows"])
def test_every_action_has_a_key_that_every_keyboard_has(key_set: str) -> None:
    for row in KEYS:
        plain = [key for key in keys.keys_of(row, key_set) if not WITH_ALTGR & set(keys.split_keys(key))]
        first = keys.keys_of(row, key_set)[:1]
        assert plain[:1] == list(first), f"{row}: what AltGr types is a spare key only"


@pytest.mark.parametrize("key_set", ["vi", "arrows"])
def test_a_french_row_of_digits_takes_no_command_away(key_set: str) -> None:
    assert first_covered(KeySet(key_set, (), DIGIT_ROWS["azerty"])) is None


def test_whatever_a_key_of_vi_does_is_within_reach_of_arrows() -> None:
    """By a key, or by its name among the commands, which every screen that lacks a key for it offers."""
    for row in KEYS:
        if keys.keys_of(row, "vi") and not keys.keys_of(row, "arrows"):
            assert row.context not in keys.CLOSED_CONTEXTS
            named = {binding.action for binding, _ in commands(row.context, row.words, "arrows")}
            assert row.action in named, row


@pytest.mark.parametrize("key_set", ["vi", "arrows"])
def test_no_key_of_the_table_begins_another(key_set: str) -> None:
    for context in SCREENS:
        places = {context} if context in keys.CLOSED_CONTEXTS else {context, keys.EVERYWHERE}
        found = {key for row in KEYS if row.context in places for key in keys.keys_of(row, key_set)}
        for key in found:
            assert not [other for other in found if other.startswith(f"{key}_")], f"{context}: {key}"


LITERAL_KEY = re.compile(r"\b(Enter|Esc|Tab|Backspace|PageDown|PageUp)\b|\^[a-z]\b")


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_no_screen_names_a_key_but_from_the_table(path: Path) -> None:
    """Whoever has given an action another key would read of one that does nothing."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Hint":
            first = node.args[0]
            said = first.value if isinstance(first, ast.Constant) else ""
            assert said in ("", "|") or str(said).startswith(" "), f"line {node.lineno}: Hint({said!r}, …)"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            assert not LITERAL_KEY.search(node.value), f"line {node.lineno}: {node.value!r}"


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
