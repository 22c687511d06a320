"""What a reader would call each part of an article, on articles of many shapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.article import BlockKind
from reader.corpus.blocks import find_blocks, is_separator
from reader.corpus.dateline import find_dateline
from reader.corpus.decode import decode

_HERE = Path(__file__).parent
_SEEDS = _HERE.parents[1] / "seeds"
_ARTICLES = sorted((_HERE / "articles").glob("*.txt"))
_PIECES = [
    tuple(line.replace("\\n", "\n").split("\t"))
    for line in (_HERE / "pieces.tsv").read_text(encoding="utf-8").splitlines()
]
_PROSE = "The weather stayed calm along the whole of the northern coast on Sunday, officials said."


def _kinds(text: str) -> list[str]:
    return [block.kind.value for block in find_blocks(text)]


def _between(piece: str) -> list[str]:
    """The kinds that a piece gets between two paragraphs of prose."""
    return _kinds(f"{_PROSE}\n\n{piece}\n\n{_PROSE}")[1:-1]


def test_sample_is_read_as_marked_by_hand() -> None:
    seed = _SEEDS / "000_b3b8dfdd0de7d55a.txt"
    text = decode(seed.read_bytes(), name=seed.name).text
    gold = json.loads((_HERE / "sample_gold.json").read_text(encoding="utf-8"))
    blocks = find_blocks(text)
    found = [
        {
            "index": block.number - 1,
            "kind": block.kind.value,
            "start": block.span.start,
            "end": block.span.end,
        }
        for block in blocks
    ]
    assert found == gold["blocks"]
    dateline = find_dateline(text, blocks)
    assert dateline is not None
    assert {
        "start": dateline.span.start,
        "end": dateline.span.end,
        "place": dateline.place,
        "date": dateline.date,
        "agency": dateline.agency,
    } == gold["dateline"]


@pytest.mark.parametrize("path", _ARTICLES, ids=lambda path: path.stem)
def test_article_falls_into_its_blocks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = path.with_suffix(".blocks").read_text(encoding="utf-8").splitlines()
    blocks = find_blocks(text)
    shown = [f"{block.kind} {' '.join(block.span.of(text).split())}" for block in blocks]
    assert len(shown) == len(expected), "\n".join(shown)
    for line, wanted in zip(shown, expected, strict=True):
        head, _, tail = wanted.partition(" … ")
        assert line == wanted or (tail and line.startswith(head) and line.endswith(tail)), (line, wanted)


@pytest.mark.parametrize("path", _ARTICLES, ids=lambda path: path.stem)
def test_windows_line_ends_change_no_kind(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _kinds(text.replace("\n", "\r\n")) == _kinds(text)


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("heading", "BATTLE FOR THE PORT"),
        ("heading", "“NO WAY OUT”"),
        ("heading", "WHAT NEXT?"),
        ("heading", "2 MILLION FLEE"),
        ("heading", "DON'T LOOK BACK"),
        ("heading", "СРАЖЕНИЕ ЗА ПОРТ"),
        ("heading", "ΜΑΧΗ ΓΙΑ ΤΟ ΛΙΜΑΝΙ"),
        ("heading", "Signs of strain"),
        ("heading", "The Road Ahead"),
        ("heading", "2. The vote"),
        ("heading", "IV. After the vote"),
        ("heading", "### Notes"),
        ("heading", "Signs of strain\n---"),
        ("heading", "**Signs of strain**"),
        ("heading", "Key points:"),
        ("paragraph", "Nobody came."),
        ("paragraph", "“No.”"),
        ("paragraph", '"No."'),
        ("paragraph", "Who would pay?"),
        ("paragraph", "It was over!"),
        ("paragraph", "THE END."),
        ("paragraph", "He said:"),
        ("paragraph", "There were three reasons:"),
        ("paragraph", "– he said nothing."),
        ("paragraph", "By Friday the army had left the town."),
        ("paragraph", "By all accounts, it was a quiet night."),
        ("paragraph", "1. Mai war ein Sonntag."),
        ("paragraph", "2,439 people had surrendered."),
        ("paragraph", "The picture, taken by a Reuters photographer, shows a ship."),
        ("paragraph", "Read more slowly, the letter says the opposite."),
        ("byline", "By JANE DOE"),
        ("byline", "By Jane Doe and John Roe"),
        ("byline", "By Jane Doe, Reuters Staff Writer"),
        ("byline", "By Jane Doe in Kyiv and John Roe in London"),
        ("byline", "By Jean-Luc van der Berg, diplomatic correspondent"),
        ("byline", "By The Associated Press"),
        ("byline", "Written by Jane Doe"),
        ("byline", "Reporting by Jane Doe; Editing by John Roe"),
        ("byline", "(Reporting by Jane Doe in Kyiv; editing by John Roe)"),
        ("byline", "Additional reporting by Jane Doe in Warsaw."),
        ("byline", "Jane Doe in Warsaw contributed to this report."),
        ("byline", "May 21, 2022"),
        ("caption", "A ship leaves the port. EPA-EFE/JANE DOE"),
        ("caption", "A ship leaves the port. (AP Photo/Jane Doe)"),
        ("caption", "A ship leaves the port. REUTERS/Jane Doe"),
        ("caption", "A ship leaves the port, May 20, 2022. REUTERS/Jane Doe/File Photo"),
        ("caption", "A ship leaves the port. Photo: Jane Doe/Getty Images"),
        ("caption", "Photograph: Jane Doe/AP"),
        ("caption", "A ship leaves the port (Photo by Jane Doe/AFP via Getty Images)"),
        ("caption", "A ship leaves the port. Jane Doe/AFP via Getty Images"),
        ("caption", "Image: Jane Doe"),
        ("caption", "Credit: Jane Doe for the Daily Planet"),
        ("caption", "A ship leaves the port. © Jane Doe"),
        ("caption", "A ship leaves the port [Jane Doe/Al Jazeera]"),
        ("caption", "File photo: a ship leaves the port."),
        ("caption", "READ MORE: How the port was lost"),
        ("caption", "ALSO READ: How the port was lost"),
        ("caption", "Related: How the port was lost"),
        ("caption", "Sign up for our newsletter and never miss a story."),
        ("caption", "Advertisement"),
        ("post", "No words. pic.twitter.com/AbCdEfGhIj — Jane Doe (@jane) May 20, 2022"),
        ("post", "No words. – Jane Doe (@jane) 20 May 2022"),
        ("post", "No words. -- Jane Doe (@jane) 2022-05-20"),
        ("post", "No words. &mdash; Jane Doe (@jane) May 20, 2022"),
        ("post", "No words. — Jane Doe (@jane)"),
        ("post", "No words.\n— Jane Doe (@jane@mastodon.social) 3:45 PM · May 20, 2022"),
        ("post", "No words. — Jane Doe (@jane.bsky.social) May 20, 2022 at 3:45 PM"),
        ("post", "No words https://t.co/AbCdEfGhIj"),
        ("paragraph", "The mayor (@jane) wrote that she had no words."),
        ("paragraph", "It was the mayor — Jane Doe (@jane) — who wrote first."),
        ("blockquote", "> We will stay.\n> All of us."),
        ("list_item", "• one ship"),
    ],
)
def test_piece_between_paragraphs_is_of_its_kind(kind: str, piece: str) -> None:
    assert _between(piece) == [kind]


@pytest.mark.parametrize(("kind", "piece"), _PIECES)
def test_piece_from_the_wild_is_of_its_kind(kind: str, piece: str) -> None:
    assert _between(piece) == [kind]


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "·", "‣", "◦"])
def test_bullets_make_items_of_their_lines(bullet: str) -> None:
    assert _between(f"{bullet} one ship\n{bullet} two ships\n{bullet} no crew") == ["list_item"] * 3


@pytest.mark.parametrize("numbers", [("1.", "2."), ("1)", "2)"), ("a)", "b)"), ("(i)", "(ii)")])
def test_counted_lines_are_items(numbers: tuple[str, str]) -> None:
    assert _between(f"{numbers[0]} the ships\n{numbers[1]} the crews") == ["list_item"] * 2


@pytest.mark.parametrize(
    "separator", ["* * *", "***", "---", "___", "• • •", "#", "###", "—30—", "-30-", "ENDS", "~", "\u200b"]
)
def test_separators_are_no_blocks(separator: str) -> None:
    assert _kinds(f"{_PROSE}\n\n{separator}\n\n{_PROSE}") == ["paragraph", "paragraph"]


def test_blank_means_any_white_space() -> None:
    assert _kinds(f"{_PROSE}\n\u00a0 \t\n{_PROSE}") == ["paragraph", "paragraph"]


def test_several_posts_in_a_row_stay_apart() -> None:
    text = f"{_PROSE}\n\nOne. — A B (@ab) May 1, 2022\n\nTwo. — C D (@cd) May 2, 2022\n\n{_PROSE}"
    assert _kinds(text) == ["paragraph", "post", "post", "paragraph"]


def test_questions_head_sections_only_when_several_do() -> None:
    one = f"{_PROSE}\n\nWhat happens now?\n\n{_PROSE}"
    two = f"{one}\n\nWho will pay?\n\n{_PROSE}"
    assert _kinds(one)[1] == "paragraph"
    assert _kinds(two) == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_text_of_one_short_line_is_a_paragraph() -> None:
    assert _kinds("Nothing else is here") == ["paragraph"]


def test_one_huge_line_is_one_paragraph() -> None:
    for text in ("a " * 2_500_000, "a" * 5_000_000, "(" * 5_000_000):
        blocks = find_blocks(text)
        assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH]
        assert len(blocks[0].span) == len(text.rstrip())


def test_three_thousand_paragraphs_are_three_thousand_blocks() -> None:
    assert len(find_blocks("\n\n".join([_PROSE] * 3_000))) == 3_000


_TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "",
                "\n",
                " ",
                "* * *",
                "- item",
                "1. item",
                "> quoted",
                "    “set in”",
                "BY JANE DOE",
                "READ MORE: x",
                "— A (@a) May 1, 2022",
                "(AP Photo/Jane Doe)",
                "(Reporting by Jane",
                "KYIV, May 21 (Reuters) –",
                _PROSE,
                "===",
                "\u2028",
                "\u3000字",
            ]
        ),
    ),
    max_size=14,
).map("\n".join)


@settings(deadline=None)
@given(_TEXTS)
def test_blocks_hold_all_that_is_no_separator(text: str) -> None:
    blocks = find_blocks(text)
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    end = 0
    outside = []
    for block in blocks:
        assert end <= block.span.start < block.span.end
        held = block.span.of(text)
        assert held == held.strip()
        outside.append(text[end : block.span.start])
        end = block.span.end
    outside.append(text[end:])
    for gap in outside:
        assert all(is_separator(line) for line in gap.splitlines())


@settings(deadline=None)
@given(_TEXTS)
def test_dateline_lies_inside_a_block(text: str) -> None:
    blocks = find_blocks(text)
    dateline = find_dateline(text, blocks)
    if dateline is not None:
        assert any(block.span.covers(dateline.span) for block in blocks)
        assert dateline.place or dateline.agency
