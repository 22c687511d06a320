"""Copying out of an article with citation, and saving its text."""

from __future__ import annotations

from pathlib import Path

from reader.tui.citing import cite_block, cite_mark, cite_row, cite_span
from reader.tui.glyphs import inert
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.screens.outgoing import OutgoingScreen
from reader.workspace.page_file import file_name, save_page


class CopyingScreen(DecidingScreen, OutgoingScreen):
    """Adds copying the paragraph, the highlight, the row of the panel or everything."""

    @property
    def article_out(self) -> str | None:
        """The article that is read."""
        return self.here.article.id

    @property
    def origin(self) -> str:
        """Where the article is from."""
        return self.workspace.origin(self.here.article.id)

    def act_copy_block(self) -> None:
        """The paragraph under the cursor, and where it is from."""
        number = self.article.number
        if self.here.article.block(number) is None:
            self.word = "there is nothing to copy"
            return
        self.copy(cite_block(self.here.article, self.origin, number), f"paragraph {number} with its source")

    def act_copy_quote(self) -> None:
        """The quote or name in focus, with who said it and where it is from."""
        lit, found = self.article.lit, self.article.highlights
        if lit is not None and found is not None:
            what = "the quote" if lit.is_quote else "the name"
            self.copy(cite_mark(lit, found, self.here.article, self.origin), f"{what} with its source")

    def act_copy_selection(self) -> None:
        """The words that are chosen, and where they are from."""
        chosen = self.article.chosen
        if chosen is not None:
            self.copy(cite_span(self.here.article, self.origin, chosen), "the words with their source")

    def act_copy_row(self) -> None:
        """The quote or name of the panel's row, and where it is from."""
        found, row = self.article.highlights, self.panel.current if self.panel is not None else None
        if found is None or row is None:
            self.word = "there is nothing to copy"
            return
        stops = [found.stops[nth] for nth in row.stops]
        what = "the quote" if stops[0].is_quote else "the name"
        self.copy(cite_row(stops, found, self.here.article, self.origin), f"{what} with its source")

    def act_copy_article(self) -> None:
        """The whole text."""
        self.copy(self.here.article.text, "the whole article")

    def act_page_save(self) -> None:
        """The whole text as a file in the folder that one stands in; over another only after a question."""
        article = self.here.article
        path = Path.cwd() / file_name(article)

        done = f"saved as {path.name} in {inert(str(path.parent))}"

        def write_over() -> None:
            save_page(article, path, over=True)
            self.word = done

        if save_page(article, path):
            self.word = done
        else:
            self.ask(f"write over the file that is there? {path.name}", write_over)
