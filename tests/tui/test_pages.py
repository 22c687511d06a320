"""Pages made ready: the next article is there at once, and what is kept is what would be laid out anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from reader.corpus.plain import article_from_text
from reader.tui import layout
from reader.tui.layout import frame_for, lay_out
from reader.tui.pages import Pages

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def test_a_kept_page_is_as_if_laid_out_anew() -> None:
    pages = Pages(most=60)
    for text in ("First, a bank said.\n\nThen the price fell.", "Another text. " * 3, "First, a bank said."):
        for width in (120, 80, 40, 80):
            article = article_from_text(text, id="x", name="seeds/x.txt")
            for beside in (0, 10):
                frame = frame_for(width, beside=beside)
                found, anew = pages.lay_out(article, frame), lay_out(text, article.blocks, frame)
                assert (found.text, found.frame, found.blocks) == (anew.text, anew.frame, anew.blocks)


async def test_the_next_article_is_laid_out_before_it_is_asked_for(
    open_app: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "seeds" / "other.txt").write_text("First, a bank said.\n\nThen the price of gas fell.\n")
    async with open_app("enter") as session:
        app = session.app
        here = session.article.here.article.id
        (other,) = (one for one in session.workspace.articles.ids_beginning("", 9) if one != here)
        app.make_ready([other])
        await app.workers.wait_for_complete()
        assert session.workspace.current(other) is None, "what is made ready is not in use"
        monkeypatch.setattr(layout, "lay_out", None)
        await session.press("J" if app.list.articles.cursor == 0 else "K")
        assert session.article.here.article.id == other
        assert app.list.articles.current.title[:20] in session.text().splitlines()[0]
