"""Things are worked on several at once, come out in order, and never pile up."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from reader.cli.conveyor import Tools, in_order


def test_results_come_in_order_though_later_ones_are_done_first() -> None:
    last = threading.Event()

    def work(number: int) -> int:
        if number == 2:
            last.set()
        if number == 0:
            last.wait(60)
        return number

    assert list(in_order(range(3), work, jobs=3, size=lambda _: 1, most=9, idle=lambda: None)) == [0, 1, 2]


@pytest.mark.parametrize(("size", "most", "limit"), [(1, 1000, 9), (400, 1000, 3), (5000, 1000, 2)])
def test_no_more_is_taken_than_there_is_room_for(size: int, most: int, limit: int) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for nth in itertools.count(1):
            taken = nth
            yield nth

    results = in_order(items(), lambda one: one, jobs=2, size=lambda _: size, most=most, idle=lambda: None)
    with closing(results):
        for nth in range(1, 200):
            assert next(results) == nth
            assert taken <= nth + limit


def test_what_is_raised_comes_in_its_turn() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise OSError("the disk is gone")

    results = in_order(items(), lambda one: one, jobs=2, size=lambda _: 1, most=9, idle=lambda: None)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(OSError, match="gone"):
        next(results)

    def fail(number: int) -> int:
        if number == 1:
            raise ValueError(number)
        return number

    results = in_order(range(5), fail, jobs=2, size=lambda _: 1, most=9, idle=lambda: None)
    assert next(results) == 0
    with pytest.raises(ValueError, match="1"):
        next(results)


def test_what_was_given_is_put_on_its_way_before_a_wait() -> None:
    came, idle = threading.Event(), threading.Event()

    def items() -> Iterator[int]:
        yield 1
        came.wait(60)
        yield 2

    results = in_order(items(), lambda one: one, jobs=2, size=lambda _: 1, most=9, idle=idle.set)
    assert next(results) == 1
    idle.clear()

    def let_it_come() -> None:
        idle.wait(60)
        came.set()

    waiter = threading.Thread(target=let_it_come)
    waiter.start()
    assert next(results) == 2
    waiter.join()


def test_each_thread_has_a_tool_of_its_own_and_all_are_closed() -> None:
    class Tool:
        made = 0
        closed = 0
        used = False

        def __init__(self) -> None:
            Tool.made += 1

        def close(self) -> None:
            Tool.closed += 1

    tools = Tools(Tool)
    with tools.one() as one:
        with tools.one() as two:
            assert one is not two
        with tools.one() as again:
            assert again is two
    tools.close()
    assert (Tool.made, Tool.closed) == (2, 2)
    with tools.one():
        pass
    assert Tool.made == 2
