"""Which quotation marks belong together."""

from __future__ import annotations

import pytest

from reader.analysis.quote_marks import find_marked
from reader.corpus.article import Block, BlockKind
from reader.corpus.blocks import find_blocks
from reader.spans import Span


def marked(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_marked(text, find_blocks(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("‘Yes,’ he said. ‘No.’", ["‘Yes,’", "‘No.’"]),
        ("'Yes,' he said. 'No.'", ["'Yes,'", "'No.'"]),
        ("« Oui », dit-il. «Non»", ["« Oui »", "«Non»"]),
        ("»Ja«, sagte er. „Nein“, sagte sie. „Tak”", ["»Ja«", "„Nein“", "„Tak”"]),
        ("‹a› and ‚so‘ and 「日本」 and 『はい』", ["‹a›", "‚so‘", "「日本」", "『はい』"]),
        ("”Detta är fel”, said Svensson. ”Ja”", ["”Detta är fel”", "”Ja”"]),
        ("``This is it,'' he said. ``Fine.''", ["``This is it,''", "``Fine.''"]),
        ("A “typo quote“ here and “another“ one", ["“typo quote“", "“another“"]),
        ('("Yes") and—"no"—and "maybe".', ['"Yes"', '"no"', '"maybe"']),
        ('"For whom is this? " said she. " For her, " he said.', ['"For whom is this? "', '" For her, "']),
        ('Wilkins said," He liked the booths". She left.', ['" He liked the booths"']),
    ],
)
def test_all_styles_of_marks(text: str, found: list[str]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ rights aren’t what the ministers' plan says it's about.",
        "'Tis rock 'n' roll of the '90s and '70s, and 'em dogs’ homes.",
        'He is 5\'10" tall and the pipe is 6" wide and 12" x 14".',
        '"""""" “““ "…" “ ” ‘’ « »',
        "D'Arcy's and O’Neill’s",
    ],
)
def test_apostrophes_primes_and_bare_marks_are_no_quotes(text: str) -> None:
    assert marked(text) == []


def test_apostrophes_inside_single_quotes() -> None:
    text = "‘The workers’ rights aren’t safe,’ she said of the '90s 'so-called plan' that wasn't."
    assert marked(text) == ["‘The workers’ rights aren’t safe,’", "'so-called plan'"]


def test_quotes_inside_quotes_know_their_outer_one() -> None:
    text = '“She said ‘I read “No” there,’ twice,” he said. "He said "yes" to me."'
    found = find_marked(text, find_blocks(text))
    assert [one.outer for one in found] == [None, 0, 1, None, 3]


def test_a_quote_over_paragraphs_follows_where_the_mark_is_repeated() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said.\n\n“Other.”"
    assert [one.follows for one in find_marked(text, find_blocks(text))] == [None, 0, 1, None]


def test_a_caption_between_paragraphs_does_not_end_a_quote() -> None:
    text = "“One.\n\nA photo. “Two,” he said."
    ends = (0, 5, 7, 15, 16, len(text))
    kinds = (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.PARAGRAPH)
    blocks = [Block(n, kind, Span(*ends[2 * n - 2 : 2 * n])) for n, kind in enumerate(kinds, 1)]
    assert [one.follows for one in find_marked(text, blocks)] == [None, 0]


def test_a_quote_never_closed_ends_with_its_paragraph_or_before_the_next_quote() -> None:
    assert marked("“We go on. And on.\n\nHe left.") == ["“We go on. And on."]
    assert marked('"We go on, he said. "And on," he said.') == ['"We go on, he said.', '"And on,"']
