"""Whatever keys are pressed, in whatever order and at whatever size: nothing breaks and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.geometry import Region, Size

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Annotation
from reader.annotations.scheme import Label, Scheme
from reader.annotations.scheme_reading import load_scheme
from reader.settings import load_settings
from reader.tui import keys
from reader.tui.app import ReaderApp
from reader.tui.keys import KEYS, Binding
from reader.tui.screens.article_screen import ArticleScreen
from reader.tui.screens.base import ReaderScreen
from reader.tui.screens.list_screen import ListScreen
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace
from tests.tui import hands
from tests.tui.conftest import PROJECT, SAMPLE
from tests.tui.marked import sample_analysis

_SIZES = ((80, 24), (120, 40), (40, 20), (10, 3), (61, 9))
_OTHERS = {
    "one.txt": "Ceasefire\n",
    "signs.txt": "🔥🚒 👩‍👩‍👧\n\n🇺🇦🇫🇮 ok\n\nשלום עולם, אמר השר.\n\n" + "a" * 300 + "\n",
    "edited.txt": "First, a bank said.\n\nThen the price of gas fell.\n\nA border was closed.\n",
}
_ASKED = os.environ.get("READER_EXAMPLES")
"""How many sequences to try, other ones in each run; without it the same few in every run."""
_MOST_LEVELS = 8
"""How often Esc is pressed at most until the list is there."""
_TURNS = 200

EVERY_KEY = sorted(
    {one for row in KEYS for key in f"{row.vi} {row.arrows}".split() for one in hands.members(key)}
)

Step = tuple[str, int | str | tuple[int, int]]

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("here"), st.integers(0, 999)),
        st.tuples(st.just("here"), st.integers(0, 999)),
        st.tuples(st.just("key"), st.sampled_from(EVERY_KEY)),
        st.tuples(st.just("text"), st.text("abeiopx 12,é中🔥\u200f", min_size=1, max_size=6)),
        st.tuples(st.just("size"), st.sampled_from(_SIZES)),
        st.tuples(st.just("paste"), st.text("1q0u\n", min_size=1, max_size=6)),
    ),
    min_size=20,
    max_size=45,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with decisions on an article that was edited afterwards, and with articles of all kinds."""
    folder = tmp_path_factory.mktemp("template") / "news"
    (folder / "seeds").mkdir(parents=True)
    (folder / "annotations").mkdir()
    shutil.copy(PROJECT / "seeds" / SAMPLE, folder / "seeds")
    shutil.copy(PROJECT / "annotations" / "labels.toml", folder / "annotations")
    for name, text in _OTHERS.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    workspace = _open(folder)
    edited = workspace.sheet(workspace.find(str(folder / "seeds" / "edited.txt")))
    for number in (1, 2):
        workspace.decide(edited, edited.target_of_block(number), Choice(Act.TOGGLE, "economy"))
    workspace.close()
    (folder / "seeds" / "edited.txt").write_text("First, a bank said.\n\nA border was closed.\n")
    workspace = _open(folder)
    workspace.close()
    return folder


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing outside is opened, stopped or written."""
    for name in ("STATE", "CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(App, "action_suspend_process", lambda _: None)
    monkeypatch.setattr(App, "open_url", lambda *_, **__: None)
    monkeypatch.setattr(webbrowser, "open", lambda *_, **__: True)


@pytest.mark.parametrize("key_set", ["vi", "arrows"])
def test_no_sequence_of_keys_breaks_anything(template: Path, key_set: str) -> None:
    @settings(
        max_examples=int(_ASKED or 25),
        derandomize=not _ASKED,
        deadline=None,
        database=None,
        # A sequence of keys is short enough to be read as it is; to shorten it takes minutes.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(STEPS)
    def press_them(steps: list[Step]) -> None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            folder = Path(scratch) / "news"
            shutil.copytree(template, folder)
            asyncio.run(_session(folder, key_set, steps))
            _undo_everything(folder)

    press_them()


async def _session(folder: Path, key_set: str, steps: list[Step]) -> None:
    workspace = _open(folder, key_set)
    sample = workspace.find(str(folder / "seeds" / SAMPLE))
    workspace.analyses.put(sample, sample_analysis(workspace.article(sample).text))
    app = ReaderApp(workspace, sample if steps[0][0] == "here" else None, look=False)
    async with app.run_test(size=_SIZES[0]):
        await hands.settle(app)
        for step in steps:
            await _do(app, key_set, *step)
            assert app._exception is None
            assert app.return_code is None, "only what quits ends the app"
            await _check_cursor(app)
            _check_drawn(app)
        await _step_out(app)
        _compare_with_disk(workspace, folder)
        await hands.press(app, "Q")
        assert app.return_code == 0
    workspace.close()


async def _do(app: ReaderApp, key_set: str, what: str, which: int | str | tuple[int, int]) -> None:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    if isinstance(which, int):
        here = hands.keys_here(screen.context, key_set)
        which = here[which % len(here)]
    if isinstance(which, tuple):
        note(f"size {which}")
        await _resize(app, which)
    elif what == "paste":
        note(f"paste {which!r}")
        app.post_message(events.Paste(which))
        await hands.settle(app)
    elif what == "text":
        for sign in which:
            await _press(app, key_set, sign)
    else:
        await _press(app, key_set, which)


async def _press(app: ReaderApp, key_set: str, key: str) -> None:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    binding = keys.resolve(screen.context, key, key_set)
    quits = binding == Binding("screen.close") and isinstance(screen, ListScreen)
    if binding == Binding("app.quit") or quits:
        return
    note(f"{screen.context}: {key}")
    await hands.press(app, key)


async def _resize(app: ReaderApp, size: tuple[int, int]) -> None:
    driver = app._driver
    assert driver is not None
    driver._size = Size(*size)
    app.post_message(events.Resize(Size(*size), Size(*size)))
    await hands.settle(app)


async def _check_cursor(app: ReaderApp) -> None:
    """What the cursor is on has a row in sight at least, and is there whole where it fits."""
    for _ in range(_TURNS):
        if not (wrong := _out_of_sight(app)):
            return
        # A screen that comes back is laid out for its new size first.
        await hands.settle(app)
    raise AssertionError(wrong)


def _out_of_sight(app: ReaderApp) -> str:
    screen = app.screen
    if isinstance(screen, ListScreen):
        articles = screen.articles
        row, height = articles.cursor - articles._top, articles.size.height
        seen = not height or not len(articles.listing) or 0 <= row < height
        return "" if seen else f"the cursor is on row {row} of {height}"
    if not isinstance(screen, ArticleScreen) or not screen.article.is_laid_out:
        return ""
    page, view, height = screen.article._page, screen.article.view, screen.article.size.height
    if not height or not page.blocks:
        return ""
    # The row with its chips is part of a paragraph.
    top, bottom = page.top(view.cursor), page.bottom(view.cursor) + 1
    rows = min(bottom, view.top + height) - max(top, view.top)
    if rows <= 0:
        return f"paragraph {view.cursor + 1} is off the screen: {view}, {height} rows"
    whole = rows == bottom - top or bottom - top > height
    return "" if whole else f"paragraph {view.cursor + 1} would fit: {view}, {height} rows"


def _check_drawn(app: ReaderApp) -> None:
    """What stayed on the screen is what would be drawn anew."""
    screen = app.screen
    if not isinstance(screen, ArticleScreen) or not screen.article.is_laid_out:
        return
    for widget in (screen.article, screen.header, screen.footer):
        whole = Region(0, 0, *widget.size)
        kept = widget.render_lines(whole)
        widget._styles_cache.clear()
        screen.article._drawn.clear()
        anew = widget.render_lines(whole)
        for row, (before, now) in enumerate(zip(kept, anew, strict=True)):
            assert before == now, f"row {row} of {widget} is not up to date"


async def _step_out(app: ReaderApp) -> None:
    """Esc leads to the list from wherever one is."""
    for _ in range(_MOST_LEVELS):
        if isinstance(app.screen, ListScreen) and app.screen.context == keys.LIST:
            return
        await hands.press(app, "Esc")
    assert isinstance(app.screen, ListScreen), f"no way out of {app.screen}"
    assert app.screen.context == keys.LIST


def _compare_with_disk(workspace: Workspace, folder: Path) -> None:
    """What the screens say of the decisions is what another process reads."""
    assert workspace.flush(10).saved
    other = _open(folder)
    try:
        for article_id in workspace.articles.ids_beginning("", 10):
            seen = workspace.current(article_id)
            if seen is not None:
                assert dict(seen.shard.annotations) == _on_disk(other, article_id)
        assert _labels(workspace.scheme) == _labels(other.scheme)
    finally:
        other.close()


def _undo_everything(folder: Path) -> None:
    """Undone to the first, nothing was ever decided, and the labels are what they were."""
    workspace = _open(folder)
    try:
        while workspace.undo() is not None:
            workspace.flush(10)
        for article_id in workspace.articles.ids_beginning("", 10):
            assert _on_disk(workspace, article_id) == {}
        assert _labels(workspace.scheme) == _labels(load_scheme(PROJECT / "annotations" / "labels.toml"))
    finally:
        workspace.close()


def _on_disk(workspace: Workspace, article_id: str) -> dict[str, Annotation]:
    return dict(workspace.look_at(article_id).shard.annotations)


def _labels(scheme: Scheme) -> list[Label]:
    return [replace(label, line=None) for label in scheme.labels]


def _open(folder: Path, key_set: str = "vi") -> Workspace:
    chosen = replace(load_settings(folder), keys=key_set)
    workspace = Workspace(Root(folder, plain=False), chosen, "alice")
    list(workspace.scan())
    workspace.reindex_changed()
    return workspace
