"""What is named and quoted once people have spoken: the analysis as they have corrected it."""

from __future__ import annotations

from reader.spans import Span
from reader.workspace.corrected import corrected
from reader.workspace.verdicts import Judge
from tests.workspace.test_marks import ANALYSIS, TEXT, at, decided, marks, opened


def test_without_a_word_of_anybody_it_is_as_it_was() -> None:
    sheet, _ = opened()
    assert corrected(ANALYSIS, sheet) is ANALYSIS


def test_what_was_rejected_is_gone_and_what_was_added_is_there() -> None:
    sheet, pieces = opened()
    judge = Judge(sheet)
    found = marks(sheet, pieces)
    sheet = decided(sheet, judge.reject(found[2]))
    sheet = decided(sheet, Judge(sheet).retype(found[1], "ORG"))
    sheet = decided(sheet, Judge(sheet).mark(at("Byron"), "LOC"))
    said = corrected(ANALYSIS, sheet)
    assert [(one.span.of(TEXT), one.label.value) for one in said.mentions] == [
        ("Ada Byron", "PER"),
        ("Byron", "LOC"),
        ("Bela Kun", "ORG"),
        ("NATO", "ORG"),
    ]
    assert [name.name for name in said.names] == ["Ada Byron", "Byron", "Bela Kun", "NATO"]
    assert [said.name_of(one) for one in said.mentions] == list(said.names)


def test_a_quote_belongs_to_whom_a_person_says() -> None:
    sheet, pieces = opened()
    quote = next(mark for mark in marks(sheet, pieces) if mark.is_quote)
    given = corrected(ANALYSIS, decided(sheet, Judge(sheet).speak(quote, at("Bela Kun"))))
    assert (given.quotes[0].speaker, given.quotes[0].speaker_name) == (at("Bela Kun"), "Bela Kun")
    assert given.quotes[0].spans == ANALYSIS.quotes[0].spans
    words = Span(TEXT.index("said"), TEXT.index("said") + 4)
    odd = corrected(ANALYSIS, decided(sheet, Judge(sheet).speak(quote, words)))
    assert odd.quotes[0].speaker_name == "said"
    nobody = corrected(ANALYSIS, decided(sheet, Judge(sheet).speak(quote, None)))
    assert (nobody.quotes[0].speaker, nobody.quotes[0].speaker_name) == (None, None)
    none = corrected(ANALYSIS, decided(sheet, Judge(sheet).reject(quote)))
    assert none.quotes == ()
