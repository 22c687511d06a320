"""What leaves the screen: citations in the clipboard, addresses in a browser, the text in a file."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.article import Article
from reader.corpus.plain import article_from_text
from reader.spans import Span
from reader.tui.citing import citation, cite_block, cite_mark, cite_row, cite_span, paragraphs
from reader.tui.clipboard import hand_over, safe, tmux_commands, too_long
from reader.tui.highlights import highlights_of
from reader.tui.opening import open_with, opener
from reader.workspace.addresses import address_of
from reader.workspace.page_file import file_name, save_page
from tests.tui.conftest import PROJECT, SAMPLE
from tests.tui.marked import sample_analysis
from tests.tui.terminals import Terminal

Opener = Callable[..., AbstractAsyncContextManager[Any]]
SOURCE = "“Russia moved nearer to control over Ukraine’s Donbas region”, Reuters, KYIV, May 21"
ORIGIN = f"seeds/{SAMPLE}"


def sample() -> Article:
    text = Path(PROJECT, "seeds", SAMPLE).read_text("utf-8").strip()
    return article_from_text(text, id="0123456789abcdef", name=ORIGIN)


def test_a_paragraph_is_cited_as_one_would() -> None:
    cited = cite_block(sample(), ORIGIN, 2)
    words, line = cited.split("\n")
    assert words.startswith("The last Ukrainian forces holed up in Mariupol’s smashed Azovstal")
    assert line == f"— {SOURCE}, paragraph 2 [{ORIGIN}]"
    assert citation(sample(), "https://example.org/a") == f"{SOURCE} [https://example.org/a]"
    assert citation(sample(), "").endswith("[article 0123456789abcdef]")


def test_a_quote_is_cited_with_who_said_it_and_a_name_with_its_paragraphs() -> None:
    article = sample()
    found = highlights_of(sample_analysis(article.text), article.text)
    split = next(stop for stop in found.stops if stop.is_quote and len(stop.spans) == 2)
    cited = cite_mark(split, found, article, ORIGIN)
    assert cited.startswith("“This will be the critical next few weeks of the conflict,” … “And it depends")
    assert "\n— Mathieu Boulegue said, in “Russia moved nearer" in cited
    names = [
        stop for stop in found.stops if not stop.is_quote and "Gazprom" in stop.spans[0].of(article.text)
    ]
    numbers = sorted({block.number for block in article.blocks if "Gazprom" in block.span.of(article.text)})
    assert cite_row(names, found, article, ORIGIN) == (
        f"Gazprom (organisation)\n— {SOURCE}, {paragraphs(numbers)} [{ORIGIN}]"
    )
    assert cite_span(article, ORIGIN, Span(0, 4)) == f"KYIV\n— {SOURCE}, paragraph 1 [{ORIGIN}]"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([7], "paragraph 7"),
        ([7, 8, 9], "paragraphs 7–9"),
        ([2, 7], "paragraphs 2, 7"),
        (list(range(1, 40, 2)), "paragraphs 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, …"),
    ],
)
def test_paragraphs_in_words(numbers: list[int], said: str) -> None:
    assert paragraphs(numbers) == said


@given(st.text(st.characters()))
def test_what_is_copied_steers_nothing(text: str) -> None:
    copied = safe(text)
    assert not any(ord(char) < 0x20 and char not in "\n\t" for char in copied)
    assert not any(0x7F <= ord(char) < 0xA0 for char in copied)
    assert safe(copied) == copied
    copied.encode("utf-8")


def test_what_is_too_long_for_some_terminals() -> None:
    assert not too_long("a" * 74_000)
    assert too_long("ä" * 37_001)


def test_tmux_is_told_by_its_own_command(tmp_path: Path) -> None:
    assert tmux_commands({}, lambda name: f"/bin/{name}") == []
    assert tmux_commands({"TMUX": "x"}, lambda _: None) == []
    commands = tmux_commands({"TMUX": "x"}, lambda name: f"/bin/{name}")
    assert commands[0] == ["/bin/tmux", "load-buffer", "-w", "-"]
    old = tmp_path / "tmux"
    old.write_text(f'#!/bin/sh\n[ "$2" = -w ] && exit 1\ncat > {tmp_path}/buffer\n')
    old.chmod(0o755)
    assert hand_over(tmux_commands({"TMUX": "x"}, lambda _: str(old)), "words"), "an old one without -w"
    assert (tmp_path / "buffer").read_text() == "words"
    assert not hand_over([[str(tmp_path / "none")]], "words")


@pytest.mark.parametrize(
    ("origin", "opens"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("https://", False),
        ("https://example.org/a b", False),
        ("https://example.org/`id`", False),
        ("https://[", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org/x.txt", False),
        ("seeds/a.txt", True),
        ("seeds/gone.txt", False),
        ("seeds/program.sh", False),
        ("seeds/link.txt", False),
        ("seeds/../outside.txt", False),
        ("outside.txt", False),
        ("-x", False),
        ("", False),
        ("a\0b", False),
        ("file://elsewhere/a.txt", False),
    ],
)
def test_only_the_web_and_texts_of_the_workspace_are_opened(tmp_path: Path, origin: str, opens: bool) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("seeds/a.txt", "seeds/program.sh", "outside.txt"):
        (tmp_path / name).write_text("x")
    (seeds / "link.txt").symlink_to(tmp_path / "outside.txt")
    found = address_of(origin, tmp_path, [seeds])
    assert (found is not None) == opens
    if opens:
        assert found == (origin if origin.startswith("http") else (seeds / "a.txt").as_uri())
    assert address_of((seeds / "a.txt").as_uri(), tmp_path, [seeds]) == (seeds / "a.txt").as_uri()


@pytest.mark.parametrize(
    ("environment", "platform", "command"),
    [
        ({}, "linux", None),
        ({"DISPLAY": ":0"}, "linux", ["/bin/xdg-open", "%s"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["/bin/xdg-open", "%s"]),
        ({"BROWSER": "firefox --new-tab %s &"}, "linux", ["/bin/firefox", "--new-tab", "%s"]),
        ({"BROWSER": "none:open 'a b'", "DISPLAY": ":0"}, "linux", ["/bin/open", "a b", "%s"]),
        ({"BROWSER": "'", "DISPLAY": ":0"}, "linux", ["/bin/xdg-open", "%s"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ["/bin/xdg-open", "%s"]),
        ({}, "darwin", ["/bin/open", "%s"]),
        ({"SSH_CONNECTION": "x"}, "darwin", None),
    ],
)
def test_what_opens_an_address(environment: dict[str, str], platform: str, command: list[str] | None) -> None:
    there = {"xdg-open", "firefox", "open"}
    assert opener(environment, platform, lambda name: f"/bin/{name}" if name in there else None) == command


def test_an_address_is_one_word_and_trouble_is_told(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/seen\nexit "${{2:-0}}"\n')
    program.chmod(0o755)
    assert open_with([str(program), "%s"], "https://a/$(id);b") == ""
    assert (tmp_path / "seen").read_text() == "https://a/$(id);b\n"
    assert "code 3" in open_with([str(program), "%s", "3"], "x")
    assert "No such file" in open_with([str(tmp_path / "none"), "%s"], "x")


@given(st.text())
def test_a_file_has_a_name_that_is_safe_anywhere(title: str) -> None:
    article = Article("0123456789abcdef", "x", title, "", None, None, ())
    name = file_name(article)
    assert re.fullmatch(r"[^\W_](?:\w|-)*\.txt|0123456789abcdef\.txt", name)
    assert len(name.encode()) <= 44 or name == "0123456789abcdef.txt"


def test_a_file_that_is_there_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.symlink_to(tmp_path / "nowhere")
    assert not save_page(sample(), path), "not even through a link"
    assert not (tmp_path / "nowhere").exists()
    assert save_page(sample(), path, over=True)
    assert path.read_text("utf-8") == f"{sample().text}\n"
    assert not path.is_symlink()


async def test_the_paragraph_the_quote_and_the_row_are_copied(open_app: Opener) -> None:
    async with open_app("enter", "j", "j", size=(120, 40)) as session:
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        await session.press("y")
        assert session.app.clipboard.startswith("“The territory of the Azovstal metallurgical plant")
        assert session.app.clipboard.endswith(f"\n— {SOURCE}, paragraph 3 [{ORIGIN}]")
        assert "copied paragraph 3 with its source · " in session.text()
        await session.press("tab", "y")
        assert "\n— Russia’s defense ministry said, in “Russia moved" in session.app.clipboard
        assert "copied the quote" in session.word
        await session.press("escape", "v", "y")
        assert session.app.clipboard == f"The\n— {SOURCE}, paragraph 3 [{ORIGIN}]"
        await session.press("escape", "P", "y")
        assert session.app.clipboard.startswith("Volodymyr Zelenskiy (person)\n— “Russia moved")
        await session.press("escape", "Y")
        assert session.app.clipboard == text
        assert session.word == f"copied the whole article · {len(text):,} characters"
        assert not session.shards(), "copying decides nothing"


async def test_a_long_text_is_said_to_be_long(open_app: Opener, folder: Path) -> None:
    (folder / "seeds" / SAMPLE).write_text("KYIV, May 21 (Reuters) – " + "words " * 13_000, "utf-8")
    async with open_app("enter", "Y") as session:
        assert len(session.app.clipboard) > 74_000
        assert "some terminals take 74 KB at most: S saves" in session.word


async def test_the_list_copies_the_citation(open_app: Opener) -> None:
    async with open_app("y") as session:
        assert session.app.clipboard == f"{SOURCE} [{ORIGIN}]"
        assert "copied the citation" in session.text()


async def test_without_a_browser_the_address_is_said_and_copied(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    async with open_app("o") as session:
        assert session.app.clipboard == ORIGIN
        assert session.word == f"no browser here, so it was copied: {ORIGIN}"
        await session.press("enter")
        (folder / "seeds" / SAMPLE).unlink()
        await session.press("o")
        assert session.word == f"no address is known: {ORIGIN}"


async def test_the_source_opens_in_the_browser_that_is_set(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/seen\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    async with open_app("enter", "o") as session:
        assert session.word == f"opening {ORIGIN}"
        await session.app.workers.wait_for_complete()
        assert (tmp_path / "seen").read_text() == (folder / "seeds" / SAMPLE).as_uri()


async def test_the_text_is_saved_and_never_over_another_unasked(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Russia-moved-nearer-to-control-over.txt"
    async with open_app("enter", "S") as session:
        text = session.article.here.article.text
        assert session.word.startswith(f"saved as {path.name} in ")
        assert path.read_text("utf-8") == f"{text}\n"
        path.write_text("mine")
        await session.press("S")
        assert session.word == f"write over the file that is there? {path.name}"
        await session.press("n")
        assert path.read_text() == "mine"
        await session.press("S", "y")
        assert path.read_text("utf-8") == f"{text}\n"
        monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
        await session.press("S")
        assert "cannot be written" in session.word


def test_the_bytes_arrive_at_the_terminal(
    folder: Path,
    terminal: Callable[..., Terminal],
) -> None:
    hostile = "KYIV, May 21 (Reuters) – One \x1b]52;c;aGk=\x07 two \x1b\\ three."
    shutil.rmtree(folder / "seeds")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(hostile, "utf-8")
    one = terminal()
    one.until(lambda screen: "One" in screen)
    one.press("\r", "0/1")
    one.press("y", "copied paragraph 1")
    one.press("Q")
    assert one.end() == 0
    sent = re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)\x07", one.raw)
    assert len(sent) == 1, "and nothing of the text is obeyed"
    copied = base64.b64decode(sent[0], validate=True).decode("utf-8")
    assert copied.startswith("KYIV, May 21 (Reuters) – One ]52;c;aGk= two \\ three.\n— “")
    assert copied.endswith("[seeds/a.txt]")
