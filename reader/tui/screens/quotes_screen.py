"""Who said what: everybody who is quoted, and what each is quoted as saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Input

from reader.errors import ReaderError
from reader.library.names import SaidIn, Saying, Speaker
from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.citing import cite_words
from reader.tui.finding_lines import NOBODY, QUOTE_LINES, counted, left_words, said_lines, speaker_line
from reader.tui.glyphs import inert
from reader.tui.screens.base import Desktop
from reader.tui.screens.finding_screen import FindingScreen
from reader.tui.widgets.parts import Part
from reader.tui.windows import Windows, merged
from reader.workspace.whereabouts import words_of

_MOST_COPIED = 200
"""Quotes that are copied at once: terminals take no clipboard of any length."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index answered: speakers, or the quotes of one and of whoever may be the same."""

    speakers: tuple[Speaker, ...] = ()
    sayings: tuple[Saying, ...] = ()
    perhaps: tuple[Saying, ...] = ()

    def after(self, before: Found) -> Found:
        """The same in the order of an answer before, what is new at the end."""
        known = {speaker.name: speaker for speaker in self.speakers}
        order = merged([speaker.name for speaker in before.speakers], [*known])
        return Found(
            tuple(known[name] for name in order),
            merged(before.sayings, self.sayings),
            merged(before.perhaps, self.perhaps),
        )


class QuotesScreen(FindingScreen):
    """Lists speakers, or what one of them is quoted as saying; `/` filters by words of either."""

    CONTEXT = keys.QUOTES
    DEFAULT_CSS = """
    QuotesScreen Input { height: 1; border: none; padding: 0 1; background: $background; display: none; }
    QuotesScreen Input:focus { border: none; }
    """

    def __init__(self, desktop: Desktop, speaker: Speaker | None = None) -> None:
        """Open on all speakers, or on one, whose quotes are then left to where one came from."""
        super().__init__(desktop)
        self._speaker = speaker
        self._only = speaker is not None
        self._found = Found()
        self._sayings: Windows[Saying, SaidIn] = Windows((), self._fetch)
        self._perhaps: Windows[Saying, SaidIn] = Windows((), self._fetch)
        self._left = (0, 0)
        self._typing = False
        self._input = Input(placeholder="words of a quote, or of a name", select_on_focus=False)
        self._input.cursor_blink = False

    @property
    def context(self) -> str:
        """The filter takes the keys while it is open."""
        return keys.QUOTES_TEXT if self._typing and not self.confirming else super().context

    def compose_page(self) -> ComposeResult:
        """The rows, and the filter below them."""
        yield from super().compose_page()
        yield self._input

    # -- what is shown -----------------------------------------------------------------------------------

    def _fetch(self, wanted: Sequence[Saying]) -> Sequence[SaidIn | None]:
        return self.workspace.whereabouts.names.said_in(wanted)

    def _ask(self, speaker: Speaker | None, wanted: str) -> Found:
        """Ask the index, in whatever thread. Raises LibraryError."""
        names, words = self.workspace.whereabouts.names, words_of(wanted)
        if speaker is None:
            return Found(speakers=tuple(names.speakers(words)))
        return Found(
            sayings=tuple(names.sayings(speaker.name, words)),
            perhaps=tuple(names.perhaps_sayings(speaker.name, speaker.surname, words)),
        )

    def fill(self, *, anew: bool) -> None:
        """Show speakers or quotes as they are now."""
        self._show(self._ask(self._speaker, self._input.value), anew=anew)

    def _show(self, found: Found, *, anew: bool, place: tuple[int, int] = (0, 0)) -> None:
        # Before another speaker's rows are shown, the cursor is on a row of what was shown until now.
        before = None if anew else self._key
        shown = found if anew else found.after(self._found)
        self.in_order = shown == found
        self._found = found = shown
        self._sayings = Windows(found.sayings, self._fetch)
        self._perhaps = Windows(found.perhaps, self._fetch)
        if anew:
            self.rows.show(self._parts(), *place)
        else:
            self.rows.renew(self._parts(), self._position(before))
        self.refresh_bars()

    @property
    def _key(self) -> Saying | str | None:
        """What the row under the cursor is found by."""
        spot = self.rows.spot
        if spot is None or spot.row is None:
            return None
        if self._speaker is None:
            return self._found.speakers[spot.row].name
        return (self._sayings, self._perhaps)[spot.part].keys[spot.row]

    def _position(self, key: Saying | str | None) -> int:
        if isinstance(key, str):
            names = [speaker.name for speaker in self._found.speakers]
            return names.index(key) if key in names else self.rows.cursor
        every = (*self._found.sayings, *self._found.perhaps)
        return every.index(key) if key in every else self.rows.cursor

    def _parts(self) -> tuple[Part, ...]:
        looks, signs = self.desktop.looks, self.desktop.signs

        def draw_speaker(row: int, width: int, current: bool) -> Sequence[BarLine]:
            one = looks.cursor if current else looks.text
            return (speaker_line(self._found.speakers[row], width, one, looks),)

        def quotes(title: str, windows: Windows[Saying, SaidIn], asked: str, note: str = "") -> Part:
            def draw(row: int, width: int, current: bool) -> Sequence[BarLine]:
                one = looks.cursor if current else looks.text
                return said_lines(windows.row(row), width, one, looks, signs, asked=asked)

            return Part(title, len(windows), QUOTE_LINES, draw, note)

        speaker = self._speaker
        if speaker is None:
            return (Part("", len(self._found.speakers), 1, draw_speaker, self._none()),)
        perhaps = quotes("Perhaps", self._perhaps, "")
        return (
            quotes("", self._sayings, speaker.shown, self._none()),
            *([perhaps] if perhaps.count else ()),
        )

    def _none(self) -> str:
        dot = f" {self.desktop.signs.dot} "
        wanted = " ".join(self._input.value.split())
        signs = self.desktop.signs
        said = (
            f"no quote has {signs.open_quote}{inert(wanted)}{signs.close_quote}"
            if wanted
            else "nobody is quoted in what was looked at"
        )
        return f"{said}{dot}{left_words(self.looked)}" if self.looked.left else said

    def header_lines(self) -> tuple[BarLine, ...]:
        """Whose quotes these are, how many, and what they are filtered by."""
        looks, speaker = self.desktop.looks, self._speaker
        dot = f" {self.desktop.signs.dot} "
        title = "Who said what" if speaker is None else inert(speaker.shown or NOBODY)
        first = BarLine(((title, looks.strong),), self.side())
        found = self._found
        if speaker is None:
            quotes = sum(one.quotes for one in found.speakers)
            counts = [f"{counted(len(found.speakers), 'speaker')}", counted(quotes, "quote")]
        else:
            counts = [counted(len(found.sayings), "quote")]
            counts += [f"{len(found.perhaps):,} perhaps"] if found.perhaps else []
        wanted = " ".join(self._input.value.split())
        signs = self.desktop.signs
        counts += [f"with {signs.open_quote}{inert(wanted)}{signs.close_quote}"] if wanted else []
        return first, BarLine(((dot.join(counts), looks.quiet),), self.progress())

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the rows, or of the filter."""
        if self._typing:
            where = keys.QUOTES_TEXT
            move = self.key("choice.previous", "choice.next", context=where)
            return (
                (
                    self.hint("filter.keep", "keep", 8, context=where),
                    Hint(move, "move", 6),
                    self.hint("step.out", "clear", 9, context=where),
                ),
            )
        return (
            (
                self.hint("found.go", "what they said" if self._speaker is None else "go there", 9),
                self.hint("search.open", "filter", 7),
                self.hint("copy.citation", "copy", 6),
                self.hint("step.out", "back", 8),
            ),
        )

    # -- actions -----------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Open what a speaker said, or go to a quote in its article."""
        spot = self.rows.spot
        if spot is None or spot.row is None:
            self.word = self._none()
        elif self._speaker is None:
            self._left = self.rows.place
            self._speaker = self._found.speakers[spot.row]
            self._fill(anew=True)
        elif (said := self._said()) is not None:
            self.reader.go_to_words(said.article.id, said.block, said.start, quote=True)
        else:
            self.word = "that article is gone meanwhile"

    def _said(self) -> SaidIn | None:
        spot = self.rows.spot
        if spot is None or spot.row is None or self._speaker is None:
            return None
        return (self._sayings, self._perhaps)[spot.part].row(spot.row)

    def act_copy_citation(self) -> None:
        """Copy a quote, or what a speaker said, with who said it and where."""
        spot = self.rows.spot
        if self._speaker is not None:
            said = [one for one in (self._said(),) if one is not None]
        elif spot is not None and spot.row is not None:
            speaker = self._found.speakers[spot.row]
            every = self._ask(speaker, self._input.value).sayings[:_MOST_COPIED]
            said = [one for one in self._fetch(every) if one is not None]
        else:
            said = []
        if not said:
            self.word = "nothing to copy"
            return
        words = "\n\n".join(
            cite_words(one.words, one.shown, one.article.title, one.article.source, one.article.published)
            for one in said
        )
        most = ", the newest" if len(said) == _MOST_COPIED else ""
        where = "it is" if len(said) == 1 else "they are"
        self.copy(words, f"copied {counted(len(said), 'quote')}{most}, with where {where} from")

    def act_search_open(self) -> None:
        """Type what to look for."""
        self._typing = True
        self._input.display = True
        self._input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed; a long library is looked through while one types on."""
        speaker, wanted = self._speaker, event.value
        self.run_worker(lambda: self._filter(speaker, wanted), thread=True, exclusive=True, group="filter")

    def _filter(self, speaker: Speaker | None, wanted: str) -> None:
        try:
            found = self._ask(speaker, wanted)
        except ReaderError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        finally:
            self.workspace.release()
        self.app.call_from_thread(self._filtered, speaker, wanted, found)

    def _filtered(self, speaker: Speaker | None, wanted: str, found: Found) -> None:
        # Something else may have been typed or opened meanwhile.
        if self.is_attached and (speaker, wanted) == (self._speaker, self._input.value):
            self._show(found, anew=True)

    def _say(self, words: str) -> None:
        self.word = words

    def act_filter_type(self, sign: str) -> None:
        """Type a sign."""
        self._input.insert_text_at_cursor(sign)

    def act_filter_erase(self) -> None:
        """Take the last sign away."""
        self._input.action_delete_left()

    def act_filter_keep(self) -> None:
        """Keep what was found, and go back to moving; a filter without words closes."""
        self._typing = False
        self._input.display = bool(self._input.value.strip())
        self.set_focus(None)

    def act_step_out(self) -> None:
        """Leave the filter, then the speaker, then the screen."""
        if self._typing or self._input.display:
            self._typing = False
            self._input.value = ""
            self._input.display = False
            self.set_focus(None)
        elif self._speaker is not None and not self._only:
            speaker, self._speaker = self._speaker, None
            self._show(self._ask(None, self._input.value), anew=True, place=self._left)
            self._return_to(speaker.name)
        else:
            self.dismiss()

    def _return_to(self, name: str) -> None:
        """Put the cursor on a speaker, whose place may be another one meanwhile."""
        if self._key != name:
            self.rows.go_to(self._position(name))
