"""A person's own keys: what a settings file may say, what is refused, and that every screen follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.scheme import Label, Scheme
from reader.configfile import parse_config
from reader.errors import ConfigError, RequestError
from reader.settings import Settings, load_settings
from reader.tui import keys
from reader.tui.key_clashes import first_clash, first_covered, first_locked
from reader.tui.key_names import read_keys
from reader.tui.key_page import key_page, key_rows
from reader.tui.key_table import FAMILIES
from reader.tui.keymap import DIGIT_ROWS, key_set_for
from reader.tui.keys import KEYS, Binding, KeySet, first_key, resolve, shown_key, split_keys
from reader.tui.label_keys import assign_keys, free_key
from reader.tui.screens.command_screen import commands
from reader.tui.screens.help_screen import help_rows

Opener = Callable[..., AbstractAsyncContextManager[Any]]
PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
EVERY_KEY = sorted({key for row in KEYS for key in (*row.vi.split(), *row.arrows.split())})
REAL_KEYS = [key for key in EVERY_KEY if not FAMILIES & set(split_keys(key))]


def key_set(source: str, base: str = "vi") -> KeySet:
    """The keys of a person whose settings file says this."""
    return key_set_for(Settings(keys=base, key_files=(parse_config(source, Path("settings.toml")),)))


def article(lines: str, base: str = "vi") -> KeySet:
    """The keys with these lines below [keymap.article]."""
    return key_set(f"[keymap.article]\n{lines}", base)


# -- keys as people write them -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("ä", "ä"),
        ("a\u0308", "ä"),
        ("^d", "^d"),
        ("^D", "^d"),
        ("Ctrl+D", "^d"),
        ("ctrl-d", "^d"),
        ("g g", "g_g"),
        ("e Shift+Right", "e_Shift+Right"),
        ("  e   > ", "e_>"),
        ("pgdn", "PageDown"),
        ("PAGEDOWN", "PageDown"),
        ("return", "Enter"),
        ("escape", "Esc"),
        ("del", "Delete"),
        ("f5", "F5"),
        ("↓", "Down"),
        ("^→", "^Right"),
        ("ctrl+home", "^Home"),
        ("shift+tab", "Shift+Tab"),
        ("^", "^"),
        ("-", "-"),
        ("+", "+"),
        ("_", "_"),
        ("space", "Space"),
    ],
)
def test_keys_are_written_as_people_say_them(written: str, key: str) -> None:
    assert read_keys(written) == key


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "a key is missing"),
        ("Alt+x", "with Alt do not arrive"),
        ("M-x", "no key is called so"),
        ("option+x", "with Alt do not arrive"),
        ("Ctrl+Shift+x", "Ctrl with Shift"),
        ("^a", "does not always arrive"),
        ("^b", "does not always arrive"),
        ("^s", "does not always arrive"),
        ("^q", "does not always arrive"),
        ("^i", "that is Tab"),
        ("^M", "that is Enter"),
        ("^j", "that is Enter"),
        ("^h", "that is Backspace"),
        ("^[", "that is Esc"),
        ("^Enter", "Enter with Ctrl"),
        ("^Space", "Space with Ctrl"),
        ("Shift+F3", "F3 with Shift"),
        ("Shift+PageUp", "PageUp with Shift"),
        ("Shift+a", "write the capital: A"),
        ("Shift+A", "write the sign"),
        ("^1", "letters only"),
        ("^ä", "letters only"),
        ("Entr", 'did you mean "Enter"'),
        ("F13", "no key is called so"),
        ("gg", 'blanks between its keys: "g g"'),
        ("e>", 'blanks between its keys: "e >"'),
        ("g Esc", "ends a sequence"),
        ("g _", "by itself only"),
        ("1..9", "no key is called so"),
        ("TEXT", "no key is called so"),
        ("\u0301", "no key is called so"),
        ("\x00", "no key is called so"),
        ("👩\u200d👧", "no key is called so"),
    ],
)
def test_keys_that_do_not_arrive_or_do_not_exist_are_refused(written: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_keys(written)
    assert said in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("key", REAL_KEYS)
def test_every_key_of_the_table_can_be_written_as_it_is_shown(key: str) -> None:
    """So the table has none that is refused to people either."""
    assert read_keys(shown_key(key)) == key


@given(st.lists(st.sampled_from([key for key in REAL_KEYS if key != "Esc" and "_" not in key]), min_size=1))
def test_a_sequence_is_read_as_it_is_shown(parts: list[str]) -> None:
    joined = "_".join(parts)
    assert read_keys(shown_key(joined)) == joined


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_key_or_is_refused_with_a_sentence(written: str) -> None:
    try:
        key = read_keys(written)
    except RequestError:
        return
    assert read_keys(shown_key(key)) == key


# -- what a file says --------------------------------------------------------------------------------------


def test_a_line_takes_the_place_of_all_keys_of_its_action() -> None:
    own = article('"decision.flag" = ["F7"]')
    assert resolve(keys.ARTICLE, "F7", own) == Binding("decision.flag")
    assert resolve(keys.ARTICLE, "f", own) == Binding("label.bare", "f"), (
        "a letter that is free may be a label's"
    )


@pytest.mark.parametrize("base", ["vi", "arrows"])
def test_remapped_and_unbound(base: str) -> None:
    own = article('"block.next" = ["c", "^x", "p p"]\nblock.first = "Home"\n"label.none" = []\n', base)
    for key in ("c", "^x", "p_p", "Home"):
        assert resolve(keys.ARTICLE, key, own) == Binding("block.first" if key == "Home" else "block.next")
    assert resolve(keys.ARTICLE, "0", own) == Binding("label.bare", "0"), "which says that nothing has it"
    assert resolve(keys.ARTICLE, "Down", own) is None
    assert resolve(keys.LIST, "Down", own) == Binding("list.next"), "other contexts are as they were"
    assert resolve(keys.ARTICLE, "p", own) is None, "p waits for another p"
    assert [rest for rest, _ in keys.continuations(keys.ARTICLE, "p", own)] == ["p"]
    assert first_key(keys.ARTICLE, "block.next", own) == "c"
    assert first_key(keys.ARTICLE, "label.none", own) == ""


def test_own_keys_win_over_those_of_a_team(tmp_path: Path) -> None:
    user, folder = tmp_path / "settings.toml", tmp_path / "team"
    folder.mkdir()
    user.write_text('keys = "arrows"\n[keymap.article]\n"decision.flag" = ["c"]\n')
    (folder / "reader.toml").write_text(
        'keys = "vi"\ndigit_row = "azerty"\n'
        '[keymap.article]\n"decision.flag" = ["d"]\n"decision.ignore" = ["e"]\n'
    )
    own = key_set_for(load_settings(folder, user_file=user))
    assert own.base == "arrows"
    assert resolve(keys.ARTICLE, "c", own) == Binding("decision.flag")
    assert resolve(keys.ARTICLE, "e", own) == Binding("decision.ignore")
    assert resolve(keys.ARTICLE, "&", own) == Binding("label.nth", "1")
    assert resolve(keys.ARTICLE, "d", own) == Binding("label.bare", "d")


@pytest.mark.parametrize(
    ("source", "line", "said", "hint"),
    [
        ('keymap = "vi"', 1, "keymap is a table", "[keymap.article]"),
        ("[keymap.artikel]\nx = 1", 1, 'no context "artikel"', 'did you mean "article"'),
        ("[keymap]\narticle = 3", 2, "keymap.article is a table", ""),
        ('[keymap.article]\n\n"block.nxt" = ["x"]', 3, 'no action "block.nxt"', 'did you mean "block.next"'),
        ('[keymap.article]\nzzz = ["x"]', 2, 'no action "zzz"', "reader keys lists"),
        ('[keymap.article]\n"list.next" = ["x"]', 2, 'article has no action "list.next"', "[keymap.list]"),
        ('[keymap.article]\n"label.nth" = ["x"]', 2, "label.nth has all keys of a kind", "it keeps them"),
        ('[keymap.article]\n"block.next" = 1', 2, "takes a list of keys", '["j", "Down", "g g"]'),
        ('[keymap.article]\n"block.next" = [1]', 2, "takes a list of keys", ""),
        ('[keymap.article]\n"block.next" = ["Alt+j"]', 2, "with Alt do not arrive", "plain key"),
        ('[keymap.article]\n"block.next" = ["Esc"]', 2, "Esc always steps out", ""),
        ('[keymap.article]\n"block.next" = ["^c"]', 2, "^c always stops", ""),
        ('[keymap.article]\n"block.next" = ["k"]', 2, '"k" is block.previous in article', "[keymap.article]"),
        ('[keymap.article]\n"block.next" = ["u"]', 2, '"u" is edit.undo everywhere', "[keymap.everywhere]"),
        ('[keymap.article]\n"block.next" = ["3"]', 2, "digits belong to label.nth", "another key"),
        ('[keymap.article]\n"block.next" = ["3 j"]', 2, "digits belong to label.nth", ""),
        ('[keymap.article]\n"block.next" = ["g g"]', 2, '"g" begins "g g"', "block.first"),
        ('[keymap.article]\n"block.next" = ["c", "c d"]', 2, '"c" begins "c d"', ""),
        ('\n[keymap.everywhere]\n"edit.undo" = ["j"]', 3, '"j" is list.next in list', "[keymap.list]"),
        ('[keymap.picker]\n"pick.next" = ["j"]', 2, "what is typed belongs to pick.filter", ""),
        ('[keymap.picker]\n"pick.next" = ["Space"]', 2, "what is typed belongs to pick.filter", ""),
        ('[keymap.labels]\n"label.none" = ["x"]', 2, "letters belong to label.key", ""),
        ('[keymap.picker]\n"step.out" = []', 2, "nothing leads out of picker", '"Esc"'),
        ('[keymap."scheme text"]\n"step.out" = []', 2, "nothing leads out of scheme text", ""),
        ('[keymap.confirm]\n"confirm.no" = []', 2, "nothing leads out of confirm", ""),
        ('[keymap.note]\n"note.keep" = []', 2, "nothing leads out of note", ""),
        ('[keymap.everywhere]\n"app.quit" = []', 2, "nothing quits reader", '"Q"'),
        ('[keymap.everywhere]\n"screen.close" = []\n"step.out" = []', 3, "nothing leads out of list", ""),
        ('keymap.article."block.next" = ["k"]', 1, '"k" is block.previous', ""),
        ('[keymap]\n\narticle."block.next" = ["k"]', 3, '"k" is block.previous', ""),
        ('digit_row = "qwerty"', 1, "digit_row is ten different signs", '"azerty"'),
        ("digit_row = 1", 1, "digit_row is ten different signs", ""),
        ('digit_row = "abcdefghij"', 1, "no letters from a to z", ""),
        ('\ndigit_row = "&é,()-è_çà"', 2, 'has ",", the only key of label.layer', "another key"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(source: str, line: int, said: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        key_set(source)
    assert caught.value.message.startswith(f"settings.toml:{line}: ")
    assert said in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint


def test_two_own_keys_that_clash_name_both_lines() -> None:
    with pytest.raises(ConfigError, match=r"settings\.toml:3: .c. is decision\.flag in article") as caught:
        article('"decision.flag" = ["c"]\n"decision.ignore" = ["c"]')
    assert "settings.toml:2" in caught.value.hint


def test_a_context_of_two_words_may_be_written_as_one() -> None:
    own = key_set('[keymap.scheme_text]\n"scheme.do" = ["^d"]')
    assert resolve(keys.SCHEME_TEXT, "^d", own) == Binding("scheme.do")


def test_keys_that_change_places_are_no_clash() -> None:
    own = article('"decision.flag" = ["i"]\n"decision.ignore" = ["f"]')
    assert resolve(keys.ARTICLE, "i", own) == Binding("decision.flag")
    assert resolve(keys.ARTICLE, "f", own) == Binding("decision.ignore")


@st.composite
def _own_keys(draw: st.DrawFn) -> KeySet:
    rows = draw(st.lists(st.sampled_from(KEYS), max_size=6, unique=True))
    given_keys = st.lists(st.sampled_from(REAL_KEYS), max_size=3).map(tuple)
    own = tuple((row.context, row.action, draw(given_keys)) for row in rows)
    return KeySet(
        draw(st.sampled_from(["vi", "arrows"])), own, draw(st.sampled_from(["", *DIGIT_ROWS.values()]))
    )


@given(_own_keys())
def test_what_is_not_refused_works_and_leads_out(own: KeySet) -> None:
    """Every key of an accepted set does what its row says, wherever that is."""
    if first_clash(own) or first_locked(own) or (own.digits and first_covered(own)):
        return
    for row in KEYS:
        for key in keys.keys_of(row, own):
            if not FAMILIES & set(split_keys(key)) and not own.digit(key):
                assert resolve(row.context, key, own) == Binding(row.action)
                start = split_keys(key)[:-1]
                assert not start or resolve(row.context, "_".join(start), own) is None
    out = {row.context for row in KEYS} - {keys.EVERYWHERE}
    for context in out:
        leads = {"step.out", "screen.close", "confirm.no", "unsaved.stay", "note.keep", "search.cancel"}
        assert any(first_key(context, action, own) for action in leads)


# -- the row of digits -------------------------------------------------------------------------------------


def test_the_digit_row_counts_as_digits_where_digits_are_keys() -> None:
    own = key_set('digit_row = "azerty"')
    for digit, sign in zip("123456789", DIGIT_ROWS["azerty"], strict=False):
        assert resolve(keys.ARTICLE, sign, own) == Binding("label.nth", digit)
        assert resolve(keys.LABELS, sign, own) == Binding("label.nth", digit)
        assert resolve(keys.PICKER, sign, own) == Binding("pick.filter", sign)
    assert resolve(keys.ARTICLE, "à", own) == Binding("label.none")
    assert resolve(keys.ARTICLE, "1", own) == Binding("label.nth", "1"), "and so do digits with Shift"
    assert resolve(keys.ARTICLE, "i", own) == Binding("decision.ignore"), "- stops meaning ignore, i does not"
    assert resolve(keys.ARTICLE, "-", KeySet()) == Binding("decision.ignore")


def test_a_label_whose_letter_is_a_digit_here_gets_a_code() -> None:
    own = key_set('digit_row = "azerty"')
    scheme = Scheme(
        labels=(*(Label(f"l{nth}", "x", str(nth)) for nth in range(1, 10)), Label("eau", "eau", "é"))
    )
    assert assign_keys(scheme).press["eau"] == "é"
    assert assign_keys(scheme, own).press["eau"] == ", ea"


# -- labels, footer, help, palette, pages --------------------------------------------------------------------


def test_a_letter_that_a_person_gives_to_a_command_is_no_label_any_more() -> None:
    own = article('"decision.flag" = ["c"]\n"label.layer" = ["F7"]')
    scheme = Scheme(labels=(Label("crime", "crime", "c"), Label("flood", "flood", "f")))
    found = assign_keys(scheme, own)
    assert found.press == {"crime": "F7 c", "flood": "f"}, "and one that was taken from a command may be one"
    assert '"c" belongs to commands here: press F7 c' in found.notices[0]
    nine = tuple(Label(digit, digit, digit) for digit in "123456789")
    assert free_key(Scheme(labels=nine)) == "c"
    assert free_key(Scheme(labels=nine), own) == "d"


def test_help_and_palette_show_the_keys_of_this_person() -> None:
    own = article('"decision.flag" = ["c", "p p"]\n"decision.ignore" = []')
    rows = help_rows(keys.ARTICLE, "", own)
    assert ("c  p p", "flag") in rows
    here = rows[: rows.index(("", ""))]
    assert not any(words == "ignore" for _, words in here)
    assert [row for row in help_rows(keys.ARTICLE, "p p", own) if row[1]] == [("c  p p", "flag")]
    offered = {binding.action: row.key for binding, row in commands(keys.ARTICLE, "", own)}
    assert offered["decision.flag"] == "c  p p"
    assert offered["decision.ignore"] == "", "without a key it is still found by name"


def test_data_of_keys_says_what_is_changed() -> None:
    rows = {
        (row["context"], row["action"]): row for row in key_rows(article('"decision.flag" = ["c", "p p"]'))
    }
    flag = rows["article", "decision.flag"]
    assert (flag["keys"], flag["vi"], flag["changed"]) == (["c", "p p"], "f", True)
    assert [row["action"] for row in rows.values() if row["changed"]] == ["decision.flag"]


def test_the_page_of_keys_is_the_table() -> None:
    assert PAGE.read_text("utf-8") == key_page(), "run make docs"


def test_the_example_on_the_page_works() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    config = parse_config(example, Path("settings.toml"))
    own = key_set_for(Settings(keys=config.data["keys"], key_files=(config,)))
    for key, action in {
        "j": "block.next",
        "^n": "block.next",
        "g_g": "block.first",
        "U": "decision.flag",
    }.items():
        assert resolve(keys.ARTICLE, key, own) == Binding(action)
    assert resolve(keys.LIST, "U", own) is None
    assert first_key(keys.ARTICLE, "label.repeat", own) == ""


# -- on the screen -----------------------------------------------------------------------------------------


async def test_a_person_works_with_own_keys(open_app: Opener, folder: Path) -> None:
    with (folder / "reader.toml").open("a") as file:
        file.write(
            '[keymap.everywhere]\n"edit.undo" = ["F9"]\n"help.show" = ["F8"]\n'
            '[keymap.article]\n"decision.flag" = ["p p"]\n"label.none" = ["w"]\n"decision.ignore" = []\n'
        )
    async with open_app("enter", "w") as session:
        assert session.on_disk() == {1: {"none"}}
        await session.press("p")
        assert "p flag" in session.text(), "the footer says what may follow"
        await session.press("p")
        assert session.on_disk()[2] == {"flag"}
        await session.press("f", "i", "0", "minus", "u")
        assert session.on_disk() == {1: {"none"}, 2: {"flag"}}, "what was taken away does nothing"
        footer = session.text().splitlines()[-2:]
        assert "w none" in footer[0]
        assert "F9 undo" in footer[1]
        assert footer[1].rstrip().endswith("F8 help")
        assert "ignore" not in footer[1]
        await session.press("f9")
        assert session.on_disk() == {1: {"none"}}
        assert "undone: flag" in session.word


async def test_digits_of_a_french_keyboard_label(open_app: Opener, folder: Path) -> None:
    (folder / "reader.toml").write_text('sources = ["seeds"]\ndigit_row = "azerty"\n')
    async with open_app("enter", "ampersand", "é", "quotation_mark", "à") as session:
        assert session.on_disk() == {
            1: {"label conflict"},
            2: {"label economy"},
            3: {"label diplomacy"},
            4: {"none"},
        }
        await session.press("t", "é")
        assert "é" in session.text().splitlines()[-13], "in a text field it is a letter"
