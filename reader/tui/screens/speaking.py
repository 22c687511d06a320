"""Who spoke a quote: chosen by a letter, by name, or as words in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.annotations.choices import short
from reader.annotations.scheme import Label, LabelTarget
from reader.spans import Span
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.hinting import Lettered, Offer, give_letters
from reader.tui.naming import TYPE_WORDS, speaker_of
from reader.tui.screens.article_labels import ArticleLabelsScreen
from reader.tui.screens.base import Desktop
from reader.tui.screens.hinting import Choosing, HintingScreen
from reader.tui.screens.selecting import SelectingScreen
from reader.tui.speakers import Voice, letter_voices, voice_hints, voices_of
from reader.tui.widgets.picker import Picker
from reader.tui.wording import words_in
from reader.workspace.marks import Mark

# They are not said twice around the first words of a quote.
_MARKS = "“”„\"'«»"


class SpeakingScreen(ArticleLabelsScreen, HintingScreen, SelectingScreen):
    """Adds the speaker of a quote, and what else is chosen by letters or by name among words."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._asked: Mark | None = None
        """The quote whose speaker is being chosen."""
        self._from_quote = False
        """Whether the quote was in focus before: then the next highlight is, afterwards."""
        self._take: Callable[[Label], None] | None = None

    # -- the speaker -------------------------------------------------------------------------------------

    def act_speaker_set(self) -> None:
        """Ask who spoke the quote in focus, else the first open quote of the paragraph."""
        quote = self._quote_here()
        found = self.article.highlights
        if quote is None or found is None:
            self.word = "there is no quote here: v chooses words, S makes them one"
            return
        self._from_quote = self.lit is not None
        self.light(quote)
        self._asked = quote
        text = self.here.article.text
        voices = voices_of(found, text)
        offered = letter_voices(voices, self.article.sight)
        suggested = speaker_of(quote, found, text)
        self.word = f"who speaks? {'now' if quote.spoken else 'suggested'}: {suggested or 'nobody'}"
        names = voice_hints(offered, quote, self.app.size.width)
        self.choose_by_letters(Choosing("SPEAKER", offered, self._spoken_by, keys.SPEAKER, names))

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """Who may be meant, those named nearest first; and the ways to others."""
        choosing = self.choosing
        if choosing is None or choosing.context != keys.SPEAKER or self.context != keys.SPEAKER:
            return super().hints()

        def key(action: str) -> str:
            return keys.first_key(keys.SPEAKER, action, self.desktop.key_set)

        head = Hint(" SPEAKER ", "", 9, self.desktop.looks.level)
        second = (
            Hint(key("hint.suggested"), "the suggested one", 8),
            Hint(key("speaker.unknown"), "nobody named", 7),
            Hint(key("speaker.find"), "by name", 6),
            Hint(key("speaker.select"), "words", 5),
            Hint(key("step.out"), "cancel", 9),
        )
        return (head, *choosing.hints), second

    def _quote_here(self) -> Mark | None:
        if self.lit is not None and self.lit.is_quote:
            return self.lit
        quotes = [mark for mark in self.marks_here if mark.is_quote and mark.shown]
        waiting = [mark for mark in quotes if not mark.spoken]
        return next(iter((*waiting, *quotes)), None)

    def _spoken_by(self, voice: Voice) -> None:
        if self._asked is not None:
            self._speak(self._asked, voice.nearest(self._asked))

    def _speak(self, quote: Mark, speaker: Span | None) -> None:
        self._asked = None
        text = self.here.article.text
        who = f"“{short(speaker.of(text))}”" if speaker is not None else "nobody who is named"
        said = short(quote.spans[0].of(text).strip(_MARKS))
        words = f"{who} speaks: “{said}”"
        self.decide_words(self.judge.speak(quote, speaker), words, go_on=self._from_quote)
        if not self._from_quote:
            self.drop_focus()

    def act_speaker_unknown(self) -> None:
        """Nobody is named as the speaker."""
        self.end_choosing()
        if self._asked is not None:
            self._speak(self._asked, None)

    def act_hint_suggested(self) -> None:
        """Whoever is suggested speaks."""
        self.end_choosing()
        quote = self._asked
        if quote is not None and quote.speaker is not None:
            self._speak(quote, quote.speaker)
        else:
            self.word = "nobody is suggested: a letter chooses, 0 says that nobody is named"

    def act_speaker_find(self) -> None:
        """Find the speaker by name."""
        self.end_choosing()
        found = self.article.highlights
        if found is None:
            return
        voices = voices_of(found, self.here.article.text)
        labels = [
            Label(
                str(nth),
                voice.name,
                description=f"{TYPE_WORDS.get(voice.label, '')}, named {len(voice.spans)}x",
            )
            for nth, voice in enumerate(voices)
        ]
        self._pick("Speaker", labels, {}, lambda label: self._spoken_by(voices[int(label.id)]), "names")

    def act_speaker_select(self) -> None:
        """Choose the words that name the speaker."""
        self.end_choosing()
        quote = self._asked
        if quote is not None:
            block = self.here.article.block_at(quote.start)
            seen = quote.quote
            near = (quote.speaker, seen.speaker if seen else None, seen.cue if seen else None)
            inside = (span for span in near if span and block and block.span.contains(span.start))
            self._begin(next(inside, None))
            self.word = f"who speaks? {self.key_of('select.apply')} takes these words"

    def key_of(self, action: str) -> str:
        """The key of an action among words."""
        return keys.first_key(keys.SELECT, action, self.desktop.key_set)

    def act_select_apply(self) -> None:
        """Take the chosen words for the speaker where that was asked."""
        quote, chosen = self._asked, self.chosen
        if quote is None or chosen is None:
            super().act_select_apply()
            return
        self.drop_selection()
        self.light(quote)
        self._speak(quote, chosen.span)

    def step_back(self) -> bool:
        """Ask no more who speaks."""
        stepped = super().step_back()
        if self.picker is None and self.chosen is None and self.choosing is None:
            self._asked = None
        return stepped

    # -- words and types ---------------------------------------------------------------------------------

    def act_jump_word(self) -> None:
        """Put letters on the words of the paragraph, to begin anew at one."""
        chosen, sight = self.chosen, self.article.sight
        if chosen is None:
            return
        words = [
            word for word in words_in(self.here.article.text, chosen.block) if sight.contains(word.start)
        ]
        offered: Lettered[Span] = give_letters([Offer(word, offset=word.start) for word in words])
        self.choose_by_letters(Choosing("WORD", offered, self._begin_at))

    def _begin_at(self, word: Span) -> None:
        if self.chosen is not None:
            self._put(self.chosen.at(word))

    def act_span_retype_pick(self) -> None:
        """Find the type by its name."""
        labels = self.workspace.scheme.of_target(LabelTarget.SPAN)
        self._pick("Type", labels, self.word_keys.layer.press, self.name_words, "types")

    def act_span_create_pick(self) -> None:
        """Find the type of the chosen words by its name."""
        self.act_span_retype_pick()

    def _pick(
        self,
        title: str,
        labels: Sequence[Label],
        press: Mapping[str, str],
        take: Callable[[Label], None],
        of: str,
    ) -> None:
        """Open the picker on other things than the labels of paragraphs; `of` names them."""
        looks, signs = self.desktop.looks, self.desktop.signs
        self._take = take
        self.picker = Picker(title, labels, press, frozenset(), looks, signs, of=of, making=False)
        self.mount(self.picker, after=self.page)

    def act_pick_choose(self) -> None:
        """Take what was found."""
        take, self._take = self._take, None
        if take is None or self.picker is None:
            super().act_pick_choose()
            return
        offer = self.picker.offer
        self._close_picker()
        if offer is not None and offer.label is not None:
            take(offer.label)
        else:
            self.word = "nothing was chosen"

    def act_pick_mark(self) -> None:
        """Take what was found; among words there is one to be taken."""
        if self._take is not None:
            self.act_pick_choose()
        else:
            super().act_pick_mark()

    def _close_picker(self) -> None:
        self._take = None
        super()._close_picker()
