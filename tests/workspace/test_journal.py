"""What can be undone and redone, from the operations as they come in."""

from __future__ import annotations

from reader.library.decisions import OperationRow
from reader.workspace.journal import Journal


def do(order: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "do", None, "aa", "words")


def undo(order: int, of: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "undo", f"op{of}", "aa", "words")


def redo(order: int, of: int) -> OperationRow:
    return OperationRow(order, f"op{order}", "redo", f"op{of}", "aa", "words")


def ends(*rows: OperationRow) -> tuple[str | None, str | None]:
    journal = Journal()
    journal.add(rows)
    first, second = journal.to_undo(), journal.to_redo()
    return first.id if first else None, second.id if second else None


def test_newest_is_undone_first_and_the_last_undone_redone_first() -> None:
    assert ends() == (None, None)
    assert ends(do(1), do(2)) == ("op2", None)
    assert ends(do(1), do(2), undo(3, 2)) == ("op1", "op2")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1)) == (None, "op1")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1), redo(5, 1)) == ("op1", "op2")
    assert ends(do(1), do(2), undo(3, 2), undo(4, 1), redo(5, 1), redo(6, 2)) == ("op2", None)


def test_something_new_ends_redoing() -> None:
    assert ends(do(1), do(2), undo(3, 2), do(4)) == ("op4", None)
    assert ends(do(1), do(2), undo(3, 2), do(4), undo(5, 4)) == ("op1", "op4")


def test_undo_of_something_older_or_unknown() -> None:
    assert ends(do(1), do(2), undo(3, 1)) == ("op2", "op1")
    assert ends(do(2), undo(3, 1)) == ("op2", None)
    assert ends(do(1), redo(2, 1)) == ("op1", None)


def test_operations_are_known_once() -> None:
    journal = Journal()
    journal.add([do(1), do(5)])
    journal.add([do(5), do(1), undo(6, 5), undo(6, 5)])
    assert [row.order for row in journal.last(10)] == [1]
    assert journal.last_order == 6


def test_last_operations_newest_first() -> None:
    journal = Journal()
    journal.add(map(do, range(1, 6)))
    assert [row.order for row in journal.last(3)] == [5, 4, 3]
    assert journal.last(0) == []


def test_operation_that_came_to_nothing_is_forgotten() -> None:
    journal = Journal()
    journal.add([do(1), do(2), do(3)])
    journal.forget("op2")
    journal.add([undo(4, 3)])
    assert [row.order for row in journal.last(10)] == [1]
