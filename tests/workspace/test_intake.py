"""What becomes of files: articles that keep their id and their decisions as long as that can be told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import InputError
from reader.library import Articles, Database
from reader.workspace.intake import Intake, Outcome, Taken

ONE, TWO = "The first text is here.\n", "Quite another text is there.\n"
Write = Callable[[str, str], Path]


@pytest.fixture
def articles(tmp_path: Path) -> Iterator[Articles]:
    database = Database.open(tmp_path / "library.sqlite")
    yield Articles(database)
    database.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "ws" / "seeds"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def write(seeds: Path) -> Write:
    """Writes a file whose time differs from that of every other before it."""
    times = iter(range(1_600_000_000, 1_700_000_000, 60))

    def write(name: str, text: str) -> Path:
        path = seeds / name
        path.write_text(text, "utf-8")
        time = next(times)
        os.utime(path, (time, time))
        return path

    return write


@pytest.fixture
def take(articles: Articles, seeds: Path) -> Callable[..., dict[str, Outcome]]:
    """Takes files or the whole folder; gives what became of each by its name."""
    intake = Intake(seeds.parent, articles, lambda: 1_700_000_000_000_000, 1000)

    def take(*paths: Path, max_bytes: int | None = None) -> dict[str, Outcome]:
        found = list(intake.take(paths or [seeds], max_bytes=max_bytes))
        return {Path(one.path).name: one for one in found}

    return take


Take = Callable[..., dict[str, Outcome]]


def test_new_file_is_added_and_then_known(take: Take, write: Write, articles: Articles) -> None:
    write("a.txt", ONE)
    added = take()["a.txt"]
    assert (added.taken, added.path, added.title) == (Taken.ADDED, "seeds/a.txt", "The first text is here")
    assert added.article_id is not None
    card = articles.card(added.article_id)
    assert card is not None
    assert (card.source, card.words, card.kinds, card.sort_date) == (
        "seeds",
        5,
        {"paragraph": 1},
        "2020-09-13",
    )
    assert card.added.startswith("2023-11-14T22:13:20")
    assert take()["a.txt"].taken is Taken.KNOWN


def test_same_path_has_the_same_id_on_every_machine(
    take: Take, write: Write, articles: Articles, tmp_path: Path
) -> None:
    write("a.txt", ONE)
    article_id = take()["a.txt"].article_id
    other = tmp_path / "elsewhere" / "seeds"
    other.mkdir(parents=True)
    (other / "a.txt").write_text(TWO)
    database = Database.open(tmp_path / "other.sqlite")
    (outcome,) = Intake(other.parent, Articles(database), lambda: 0, 1000).take([other])
    database.close()
    assert outcome.article_id == article_id


def test_touched_file_is_known(take: Take, write: Write, articles: Articles) -> None:
    write("a.txt", ONE)
    article_id = take()["a.txt"].article_id
    write("a.txt", ONE)
    assert (take()["a.txt"].taken, len(articles)) == (Taken.KNOWN, 1)
    assert take()["a.txt"].article_id == article_id


def test_changed_file_keeps_its_id_and_its_old_text(take: Take, write: Write, articles: Articles) -> None:
    write("a.txt", ONE)
    before = take()["a.txt"].article_id
    assert before is not None
    card = articles.card(before)
    assert card is not None
    write("a.txt", TWO)
    changed = take()["a.txt"]
    assert (changed.taken, changed.article_id, len(articles)) == (Taken.CHANGED, before, 1)
    assert articles.text(before) == TWO
    assert articles.text(before, card.text_hash) == ONE
    write("a.txt", ONE)
    assert take()["a.txt"].taken is Taken.CHANGED
    assert articles.text(before) == ONE


def test_moved_file_keeps_its_id(take: Take, write: Write, articles: Articles, seeds: Path) -> None:
    path = write("a.txt", ONE)
    before = take()["a.txt"].article_id
    (seeds / "deeper").mkdir()
    path.rename(seeds / "deeper" / "b.txt")
    moved = take()["b.txt"]
    assert (moved.taken, moved.article_id, len(articles)) == (Taken.MOVED, before, 1)
    assert before is not None
    assert articles.paths(before) == ["seeds/deeper/b.txt"]
    assert take()["b.txt"].taken is Taken.KNOWN


def test_same_text_twice_is_one_article(take: Take, write: Write, articles: Articles) -> None:
    write("a.txt", ONE)
    write("b.txt", ONE)
    outcomes = take()
    assert [one.taken for one in outcomes.values()] == [Taken.ADDED, Taken.SAME_TEXT]
    assert outcomes["a.txt"].article_id == outcomes["b.txt"].article_id
    assert len(articles) == 1


@pytest.mark.parametrize("changes", ["a.txt", "b.txt"])
def test_twin_that_changes_becomes_an_article_of_its_own(
    take: Take, write: Write, articles: Articles, changes: str
) -> None:
    """Whichever of the two it is: the text of the other is still there, and so are the decisions on it."""
    write("a.txt", ONE)
    write("b.txt", ONE)
    article_id = take()["a.txt"].article_id
    assert article_id is not None
    write(changes, TWO)
    outcome = take()[changes]
    assert outcome.taken is Taken.ADDED
    assert outcome.article_id not in (None, article_id)
    assert articles.text(article_id) == ONE
    assert articles.text(outcome.article_id or "") == TWO
    assert {one.taken for one in take().values()} == {Taken.KNOWN}
    assert len(articles) == 2


def test_twins_that_change_together_stay_one(take: Take, write: Write, articles: Articles) -> None:
    for text in (ONE, TWO):
        write("a.txt", text)
        write("b.txt", text)
        outcomes = take()
    assert outcomes["a.txt"].article_id == outcomes["b.txt"].article_id
    assert len(articles) == 1


def test_twin_that_changes_into_a_third_joins_it(take: Take, write: Write, articles: Articles) -> None:
    for name, text in (("a.txt", ONE), ("b.txt", ONE), ("c.txt", TWO)):
        write(name, text)
    before = take()
    write("b.txt", TWO)
    after = take()["b.txt"]
    assert (after.taken, after.article_id) == (Taken.SAME_TEXT, before["c.txt"].article_id)
    assert len(articles) == 2


def test_bad_files_are_refused_with_a_sentence_and_stop_nothing(
    take: Take, write: Write, articles: Articles, seeds: Path
) -> None:
    write("a.txt", "")
    write("b.txt", " \n\t\n")
    (seeds / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    write("d.txt", "word " * 300)
    (seeds / "e.txt").symlink_to("nowhere")
    write("f.txt", ONE)
    outcomes = take()
    said = {name: one.why.message if one.why else "" for name, one in outcomes.items()}
    assert said["a.txt"] == "seeds/a.txt: the file is empty"
    assert said["b.txt"] == "seeds/b.txt: the file holds only blanks"
    assert said["c.txt"] == "seeds/c.txt: this is a PNG image, not a text"
    assert "the limit is 0.001 MB" in said["d.txt"]
    assert "a link to something that is not there" in said["e.txt"]
    assert [one.taken for one in outcomes.values()] == [Taken.REFUSED] * 5 + [Taken.ADDED]
    assert len(articles) == 1
    assert take(seeds / "d.txt", max_bytes=10_000)["d.txt"].taken is Taken.ADDED


def test_known_file_that_becomes_bad_keeps_its_article(take: Take, write: Write, articles: Articles) -> None:
    write("a.txt", ONE)
    article_id = take()["a.txt"].article_id
    write("a.txt", "")
    assert take()["a.txt"].taken is Taken.REFUSED
    assert articles.text(article_id or "") == ONE


def test_files_from_elsewhere_have_their_whole_path(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "outside.txt"
    path.write_text(ONE)
    assert take(path)["outside.txt"].path == path.as_posix()


def test_line_ends_and_marks_leave_no_trace(take: Take, articles: Articles, seeds: Path) -> None:
    (seeds / "a.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    article_id = take()["a.txt"].article_id
    assert articles.text(article_id or "") == "one\ntwo\nthree\n"


def test_reading_a_file_takes_nothing_in(articles: Articles, write: Write, seeds: Path, take: Take) -> None:
    intake = Intake(seeds.parent, articles, lambda: 0, 1000)
    article = intake.read(write("a.txt", ONE))
    assert (article.text, len(articles)) == (ONE, 0)
    assert take()["a.txt"].article_id == article.id
    assert intake.read(write("b.txt", ONE)).id == article.id
    with pytest.raises(InputError, match="the file is empty"):
        intake.read(write("c.txt", ""))


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("KYIV, May 21 (Reuters) – ", "2022-05-21"),
        ("KYIV, December 31 (Reuters) – ", "2021-12-31"),
        ("KYIV, May 23 (Reuters) – ", "2021-05-23"),
        ("KYIV, May 21, 2019 (Reuters) – ", "2019-05-21"),
        ("", "2022-05-21"),
    ],
)
def test_date_to_sort_by(take: Take, seeds: Path, articles: Articles, dateline: str, date: str) -> None:
    """A day without a year is the last such day when the file was written, a day of time zones aside."""
    path = seeds / "a.txt"
    path.write_text(f"{dateline}The siege went on in the east, officials said.\n", "utf-8")
    os.utime(path, (1_653_134_400, 1_653_134_400))
    card = articles.card(take()["a.txt"].article_id or "")
    assert card is not None
    assert card.sort_date == date
