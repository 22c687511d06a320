"""What can be undone and redone, from the operations as they come in."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reader.library.decisions import OperationRow
from reader.workspace.journal import Journal


def do(order: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "do", None, "aa", "words")


def undo(order: int, of: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "undo", f"op{of}", "aa", "words")


def redo(order: int, of: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "redo", f"op{of}", "aa", "words")


def part(order: int, nth: int, event: str = "do", of: str | None = None) -> OperationRow:
    """A part of a change over several articles, whose digits are `b` and its first order."""
    return OperationRow(order, f"b{order - nth}-{nth}", event, of and f"{of}-{nth}", f"a{nth}", "words")


def of(*rows: OperationRow) -> Journal:
    return Journal(lambda: iter(sorted(rows, key=lambda row: -row.order)))


def ends(*rows: OperationRow) -> tuple[str | None, str | None]:
    journal = of(*rows)
    first, second = journal.to_undo(), journal.to_redo()
    return first.id if first else None, second.id if second else None


def test_newest_is_undone_first_and_the_last_undone_redone_first() -> None:
    assert ends() == (None, None)
    assert ends(do(1), do(2)) == ("op2", None)
    assert ends(do(1), do(2), undo(3, 2)) == ("op1", "op2")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1)) == (None, "op1")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1), redo(5, 1)) == ("op1", "op2")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1), redo(5, 1), redo(6, 2)) == ("op2", None)


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=30))
def test_it_is_two_stacks(events: list[str]) -> None:
    done: list[str] = []
    undone: list[str] = []
    rows: list[OperationRow] = []
    for order, event in enumerate(events):
        journal = of(*rows)
        if event == "do":
            rows.append(do(order))
            done.append(rows[-1].id)
            undone.clear()
            continue
        row = journal.to_undo() if event == "undo" else journal.to_redo()
        source, sink = (done, undone) if event == "undo" else (undone, done)
        assert (row.id if row else None) == (source[-1] if source else None)
        if row is not None:
            rows.append(OperationRow(order, f"op{order}", event, row.id, "aa", "words"))
            sink.append(source.pop())
    assert [row.id for row in of(*rows).standing()] == done[::-1]


def test_something_new_ends_redoing() -> None:
    assert ends(do(1), do(2), undo(3, 2), do(4)) == ("op4", None)
    assert ends(do(1), do(2), undo(3, 2), do(4), undo(5, 4)) == ("op1", "op4")


def test_undo_of_something_older_or_unknown() -> None:
    assert ends(do(1), do(2), undo(3, 1)) == ("op2", "op1")
    assert ends(do(2), undo(3, 1)) == ("op2", None)


def test_operations_of_this_window_come_among_those_that_are_saved() -> None:
    journal = of(do(1), do(5))
    journal.note(do(3))
    journal.note(do(5))
    assert [row.order for row in journal.newest()] == [5, 3, 1]
    journal.note(undo(6, 5))
    assert [row.order for row in journal.standing()] == [3, 1]
    journal.forget("op3")
    assert [row.order for row in journal.standing()] == [1]


def test_what_cannot_be_undone_holds_nothing_back() -> None:
    journal = of(do(1), do(2), do(3))
    journal.pass_over("op3")
    found = journal.to_undo()
    assert found is not None
    assert found.id == "op2"


def test_change_over_several_articles_is_one_step() -> None:
    bulk = (part(10, 0), part(11, 1), part(12, 2))
    assert ends(do(1), *bulk, do(20), undo(21, 20)) == ("b10-2", "op20")
    back = [part(30 + nth, nth, "undo", "b10") for nth in range(3)]
    assert ends(do(1), *bulk, *back) == ("op1", "b10-2")
    # Taken back in part only, by a kill: the newest word on it counts for all of it.
    assert ends(do(1), *bulk, back[0]) == ("op1", "b10-0")


def test_change_that_was_broken_off_cannot_be_made_again() -> None:
    bulk = (part(10, 0), part(11, 1))
    back = [part(30 + nth, nth, "cancel", "b10") for nth in range(2)]
    assert ends(do(1), *bulk, *back) == ("op1", None)


def test_nothing_is_read_that_is_not_asked_for() -> None:
    asked = 0

    def source() -> Iterator[OperationRow]:
        nonlocal asked
        for order in range(1_000_000, 0, -1):
            asked += 1
            yield do(order)

    assert Journal(source).to_undo() == do(1_000_000)
    assert asked < 5
