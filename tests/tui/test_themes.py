"""Themes: everything can be read in each, one chooses by looking, and what is set wrongly is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.style import Style
from textual._ansi_theme import ALABASTER, MONOKAI
from textual.theme import BUILTIN_THEMES, Theme

from reader.annotations.scheme import COLOURS
from reader.errors import ReaderError
from reader.settings import Settings, load_settings, user_settings_path
from reader.tui.contrast import HIGH, TEXT, contrast, legible
from reader.tui.looks import Looks, looks_for
from reader.tui.themes import CONTRAST_DARK, CONTRAST_LIGHT, MONO, THEMES, wanted_contrast
from reader.workspace.own_settings import keep_own

Opener = Callable[..., AbstractAsyncContextManager[Any]]
COLOURED = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]


def looks_of(theme: Theme) -> Looks:
    return looks_for(
        theme.to_color_system().generate(),
        plain=False,
        dark=theme.dark,
        ratio=wanted_contrast(theme.name),
        palette=MONOKAI if theme.dark else ALABASTER,
    )


def measured(style: Style, theme: Theme) -> float:
    ground = Color.parse(theme.to_color_system().generate()["background"][:7]).triplet
    assert style.color is not None
    assert ground is not None
    front = style.color.triplet
    assert front is not None, style
    return contrast((front.red, front.green, front.blue), (ground.red, ground.green, ground.blue))


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_everything_can_be_read(theme: Theme) -> None:
    looks = looks_of(theme)
    wanted = HIGH if theme in (CONTRAST_DARK, CONTRAST_LIGHT) else TEXT
    named = {field.name: getattr(looks, field.name) for field in fields(looks)}
    styles = {name: style for name, style in named.items() if isinstance(style, Style) and style.color}
    assert {"text", "quiet", "aside", "heading", "flag", "key", "person", "other_name"} <= styles.keys()
    for colour in (*COLOURS, "white", "black", "#123456", "#fefefe", "grey50"):
        styles[colour] = looks.of_label(colour)
    for name, style in styles.items():
        assert measured(style, theme) >= wanted, name


def test_contrast_is_what_wcag_says() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert contrast((255, 0, 0), (255, 255, 255)) == pytest.approx(4.0, abs=0.01)


COLOUR = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(colour=COLOUR, ground=COLOUR)
def test_any_colour_is_made_legible_on_any_ground(
    colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    found = legible(colour, ground, TEXT)
    # Black or white always has that contrast.
    assert contrast(found, ground) >= TEXT
    if contrast(colour, ground) >= TEXT:
        assert found == colour


def test_the_plain_looks_have_no_colour() -> None:
    looks = looks_for(MONO.to_color_system().generate(), plain=True)
    styles = [getattr(looks, field.name) for field in fields(looks)]
    assert all(style.color is None and style.bgcolor is None for style in styles if isinstance(style, Style))
    assert looks.of_label("red").color is None


async def test_one_walks_the_themes_and_goes_back(open_app: Opener, folder: Path) -> None:
    async with open_app(":", *"theme", "enter") as session:
        assert "reader-contrast-dark" in session.text()
        assert session.app.theme == "reader-dark"
        dark = session.app.desktop.looks.text
        await session.press("j")
        assert session.app.theme == "reader-light"
        assert session.app.desktop.looks.text != dark
        assert session.app.list.articles.looks.text == session.app.desktop.looks.text
        await session.press("j", "j", "escape")
        assert session.app.theme == "reader-dark"
        assert session.app.desktop.looks.text == dark
        assert not user_settings_path().exists()


async def test_a_theme_is_kept_in_ones_own_settings(open_app: Opener, folder: Path) -> None:
    path = user_settings_path()
    path.parent.mkdir(parents=True)
    path.write_text('# mine\nannotator = "alice"  # me\n\n[analysis]\nentities = "fast"\n', "utf-8")
    async with open_app("enter", ":", *"theme", "enter", "j", "enter") as session:
        assert session.app.theme == "reader-light"
        assert "reader-light is kept" in session.word
        assert "Russia moved" in session.text()
    source = path.read_text("utf-8")
    assert source.startswith('# mine\nannotator = "alice"  # me\n')
    assert load_settings(None).theme == "reader-light"
    assert load_settings(None).annotator == "alice"
    assert load_settings(None).analysis.entities == "fast"


async def test_it_is_said_when_the_workspace_has_the_last_word(open_app: Opener, folder: Path) -> None:
    (folder / "reader.toml").write_text('theme = "nord"\n', "utf-8")
    async with open_app(":", *"theme", "enter", "j", "enter") as session:
        assert "reader.toml says another" in session.word


async def test_without_colours_letters_tell_the_types(open_app: Opener) -> None:
    from tests.tui.test_names_snapshots import marked

    async with open_app() as session:
        marked(session.workspace)
        await session.press("enter")
        assert "/l" not in session.text()
        await session.press(":", *"theme", "enter", "j", "j", "j", "j", "enter")
        assert session.app.theme == "reader-mono"
        assert "Mariupol/l" in session.text()


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES] + ["nord", "ansi-dark", "ansi-light"])
async def test_a_theme_is_set_by_its_name(open_app: Opener, theme: str) -> None:
    async with open_app("enter", "1", "H", settings=Settings(theme=theme)) as session:
        assert session.app.theme == theme
        assert "conflict" in session.text()


async def test_an_unknown_theme_is_told_with_its_place(open_app: Opener, folder: Path) -> None:
    (folder / "reader.toml").write_text('# ours\ntheme = "nrod"\n', "utf-8")
    async with open_app() as session:
        assert session.app.theme == "reader-dark"
        assert 'reader.toml:2: there is no theme "nrod"' in session.word
        assert "one of: reader-dark, reader-light" in session.word


def test_settings_that_cannot_be_written_or_read_stay_as_they_are(tmp_path: Path) -> None:
    broken = tmp_path / "settings.toml"
    broken.write_text("theme = \n", "utf-8")
    with pytest.raises(ReaderError):
        keep_own("theme", "nord", broken)
    assert broken.read_text("utf-8") == "theme = \n"
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    with pytest.raises(ReaderError):
        keep_own("theme", "nord", blocked / "settings.toml")


def test_a_setting_is_replaced_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a" / "settings.toml"
    keep_own("theme", "nord", path)
    path.write_text(f"# before\n{path.read_text('utf-8').strip()}  # why\n[analysis]\nseconds = 3\n", "utf-8")
    keep_own("theme", "dracula", path)
    assert path.read_text("utf-8") == '# before\ntheme = "dracula"  # why\n[analysis]\nseconds = 3\n'
    assert [one.name for one in path.parent.iterdir()] == ["settings.toml"]
