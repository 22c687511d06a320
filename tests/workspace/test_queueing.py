"""A queue in a workspace: what is shown, counted, kept and gone on with, without any screen."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Event
from reader.workspace.queue import Item, Order, Plan
from reader.workspace.queue_kept import Kept, decode, encode, kept_queue
from reader.workspace.queueing import Queue
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]
Begin = Callable[..., Queue]
SINCE = "2000-01-01T00:00:00.000000Z"


@pytest.fixture
def folder(folder: Path) -> Path:
    """Three articles more: two paragraphs, one, and none that is to be decided."""
    (folder / "seeds" / "two.txt").write_text("One thing was said.\n\nAnother was done.\n")
    (folder / "seeds" / "one.txt").write_text("Only this happened.\n")
    (folder / "seeds" / "none.txt").write_text("")
    return folder


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Begins queues, and ends them."""
    queues: list[Queue] = []

    def begin_one(workspace: Workspace, order: Order = Order.READING, kept: Kept | None = None) -> Queue:
        queue = Queue(workspace, kept or Kept(Plan(order, since=SINCE)), lambda: None)
        queues.append(queue)
        queue.start()
        return queue

    yield begin_one
    for queue in queues:
        queue.close()
        queue.wait(10)


def take(queue: Queue) -> Item | None:
    """What comes next, however long it is looked for."""
    while (item := queue.take()) is None and queue.looking:
        threading.Event().wait(0.001)
    return item


def decide(workspace: Workspace, queue: Queue | None, item: Item, choice: Choice) -> None:
    before = workspace.sheet(item.article_id)
    deed = workspace.decide(before, before.target_of_block(item.number), choice, 2.0)
    if queue is not None:
        queue.saw(before, deed.sheet)


def total(queue: Queue) -> int | None:
    for _ in range(5_000):
        if queue.left is not None:
            break
        threading.Event().wait(0.001)
    return queue.total


@pytest.mark.parametrize("order", [Order.READING, Order.RANDOM])
def test_every_undecided_paragraph_comes_once_and_is_counted(
    opener: Opener, begin: Begin, order: Order
) -> None:
    workspace = opener()
    queue = begin(workspace, order)
    assert total(queue) == 6
    found: list[Item] = []
    while (item := take(queue)) is not None:
        found.append(item)
        decide(workspace, queue, item, Choice(Act.NONE))
        assert (queue.kept.done, queue.total) == (len(found), 6)
    assert len(set(found)) == len(found) == 6
    assert queue.end() == 0
    assert kept_queue(workspace) is None
    assert take(begin(workspace, order)) is None


def test_reading_begins_at_the_article_one_is_at(opener: Opener, begin: Begin) -> None:
    workspace = opener()
    ids = [row.id for row in workspace.waiting.rows("open", None, 9)]  # type: ignore[arg-type]
    queue = begin(workspace, kept=Kept(Plan(Order.READING, start=ids[1])))
    found = []
    while (item := take(queue)) is not None:
        found.append(item.article_id)
    assert ids[0] not in found
    assert total(queue) == len(found)


def test_where_one_left_is_on_disk_before_anything_is_closed(
    opener: Opener, begin: Begin, folder: Path
) -> None:
    workspace = opener()
    queue = begin(workspace, Order.RANDOM)
    first, second = take(queue), take(queue)
    assert first is not None
    assert second is not None
    total(queue)
    decide(workspace, queue, first, Choice(Act.NONE))
    workspace.flush(10)
    # As a process finds it that starts after this one was killed.
    another = opener()
    kept = kept_queue(another)
    assert kept is not None
    assert (kept.trail.items, kept.trail.current) == ((first, second), second)
    assert (kept.done, kept.total) == (1, 6)
    gone_on = begin(another, kept=kept)
    assert gone_on.is_open(second)
    rest: list[Item] = []
    while (item := take(gone_on)) is not None:
        rest.append(item)
    expected: list[Item] = []
    while (item := take(queue)) is not None:
        expected.append(item)
    assert rest == expected
    assert len(rest) == 4
    assert total(gone_on) == 6


def test_each_annotator_has_a_place_of_ones_own(opener: Opener, begin: Begin) -> None:
    alice, bruno = opener("alice"), opener("bruno")
    take(begin(alice))
    alice.flush(10)
    assert kept_queue(opener("alice")) is not None
    assert kept_queue(bruno) is None


def test_what_others_decided_is_not_told_before_ones_own_decision(opener: Opener, begin: Begin) -> None:
    bruno, alice = opener("bruno"), opener("alice")
    rows = bruno.waiting.rows("open", None, 9)  # type: ignore[arg-type]
    items = [Item(row.id, number) for row in rows for number in range(1, row.blocks + 1)]
    for item in items:
        decide(bruno, None, item, Choice(Act.NONE))
    bruno.flush(10)
    queue = begin(alice, Order.DISAGREEING)
    assert take(queue) is None
    for item in items:
        assert queue.disagreeing(alice.sheet(item.article_id), item.number) == []
    decide(alice, None, items[0], Choice(Act.NONE))  # the same
    decide(alice, None, items[1], Choice(Act.TOGGLE, "fact"))
    decide(alice, None, items[2], Choice(Act.IGNORE))  # neither a yes nor a no
    decide(alice, None, items[3], Choice(Act.FLAG))
    alice.flush(10)
    since = "2100-01-01T00:00:00.000000Z"
    queue = begin(alice, kept=Kept(Plan(Order.DISAGREEING, since=since)))
    assert take(queue) == items[1]
    assert queue.disagreeing(alice.sheet(items[1].article_id), items[1].number) == ["bruno"]
    assert take(queue) is None
    assert total(queue) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.sampled_from([Order.READING, Order.RANDOM]),
    steps=st.lists(st.sampled_from(["decide", "next", "back", "forth", "undo", "restart"]), max_size=14),
)
def test_nothing_is_asked_twice_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, order: Order, steps: list[str]
) -> None:
    from reader.settings import load_settings
    from reader.workspace.root import Root, init_workspace

    folder = tmp_path_factory.mktemp("ws")
    init_workspace(folder)
    for nth in range(3):
        (folder / "seeds" / f"{nth}.txt").write_text("\n\n".join(f"Line {nth} {x}." for x in range(3)))
    workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice")
    queues: list[Queue] = []

    def go_on(kept: Kept) -> Queue:
        queue = Queue(workspace, kept, lambda: None)
        queues.append(queue)
        queue.start()
        return queue

    try:
        list(workspace.scan())
        queue = go_on(Kept(Plan(order, since=SINCE)))
        take(queue)
        assert total(queue) == 9
        for step in steps:
            if step == "restart":
                workspace.flush(10)
                kept = decode(encode(queue.kept))
                assert kept is not None
                queue = go_on(kept)
                total(queue)
            elif step == "decide" and queue.current is not None and queue.is_open(queue.current):
                decide(workspace, queue, queue.current, Choice(Act.NONE))
                assert queue.step_open(1) or take(queue) or True
            elif step == "next":
                _ = queue.step_open(1) or take(queue)
            elif step == "undo" and workspace.next_revert(Event.UNDO):
                _undo(workspace, queue)
            elif step in ("back", "forth"):
                queue.step(-1 if step == "back" else 1)
            assert len(set(queue.kept.trail.items)) == len(queue.kept.trail.items)
            assert queue.total == 9
            assert queue.kept.done == sum(workspace.sheet(one).decided for one in _ids(workspace))
        while take(queue) is not None:
            pass
        # Whatever was pressed: what waits still is among what was shown, and can be gone back to.
        waiting = {
            Item(one, n)
            for one in _ids(workspace)
            for n in range(1, 4)
            if not workspace.sheet(one).block(n).decided
        }
        assert waiting <= set(queue.kept.trail.items)
    finally:
        for one in queues:
            one.close()
            one.wait(10)
        workspace.close()


def _ids(workspace: Workspace) -> list[str]:
    return workspace.articles.ids_beginning("", 9)


def _undo(workspace: Workspace, queue: Queue) -> None:
    row = workspace.next_revert(Event.UNDO)
    assert row is not None
    before = workspace.sheet(row.article_id)
    done = workspace.undo()
    assert done is not None
    assert done.deed is not None
    queue.saw(before, done.deed.sheet)
    (target,) = done.deed.targets
    place = done.deed.sheet.places[target.id]
    assert isinstance(place, int)
    queue.go_to(Item(row.article_id, place))


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        {"order": "sideways"},
        {"trail": 3},
        {**encode(Kept(Plan(Order.RANDOM))), "trail": [["a", 0]]},
        {**encode(Kept(Plan(Order.RANDOM))), "trail": [["a"]]},
        {**encode(Kept(Plan(Order.RANDOM))), "seed": "x"},
        {**encode(Kept(Plan(Order.RANDOM))), "done": []},
    ],
)
def test_what_is_no_queue_is_none(found: object) -> None:
    assert decode(found) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"queue": 7, "seed": -1, "advance": []}'])
def test_a_broken_file_of_habits_is_none(opener: Opener, folder: Path, content: bytes) -> None:
    path = folder / ".reader" / "habits" / "alice.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    workspace = opener()
    assert kept_queue(workspace) is None
    assert workspace.habits.seed == 1
    assert workspace.habits.advance("label") == "label"
    workspace.habits.keep_seed(9)
    workspace.flush(10)
    assert json.loads(path.read_text())["seed"] == 9


def test_two_windows_forget_nothing_of_each_other(opener: Opener) -> None:
    one, two = opener(), opener()
    assert one.habits.seed == two.habits.seed == 1
    one.habits.keep_seed(5)
    one.flush(10)
    two.habits.keep_advance("off", "label")
    two.flush(10)
    third = opener()
    assert (third.habits.seed, third.habits.advance("label")) == (5, "off")
    assert third.habits.advance("enter") == "enter"  # set otherwise since


def test_the_pace_of_earlier_sessions_is_known(opener: Opener, begin: Begin) -> None:
    workspace = opener()
    queue = begin(workspace)
    while (item := take(queue)) is not None:
        decide(workspace, queue, item, Choice(Act.NONE))
    workspace.flush(10)
    later = begin(opener())
    total(later)
    assert sorted(later.pace.samples) == sorted(queue.pace.samples)
    assert len(later.pace.samples) == 6
    assert {seconds for _, seconds in later.pace.samples} == {2.0}
