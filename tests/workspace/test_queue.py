"""The orders of a queue: everything open comes once, the rest is the same again, nothing is read early."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.workspace.queue import KEYS, Item, Trail, keys_of, walk_at_random, walk_list, words_in

# An article's id, how many blocks it has, and which of them are open.
_corpora = st.dictionaries(
    st.text("0123456789abcdef", min_size=1, max_size=4),
    st.integers(0, 40).flatmap(
        lambda count: st.tuples(st.just(count), st.sets(st.integers(1, max(1, count)), max_size=count))
    ),
    max_size=12,
)
Corpus = Mapping[str, tuple[int, set[int]]]
_orders = st.sampled_from(["list", "random"])


class Desk:
    """A corpus of which it is known what was looked at."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.open = {one: {n for n in numbers if n <= count} for one, (count, numbers) in corpus.items()}
        self.looked: list[str] = []

    def look(self, article_id: str) -> list[int]:
        self.looked.append(article_id)
        return sorted(self.open[article_id])

    def walk(self, order: str, seed: int = 1, after: Item | None = None) -> list[Item]:
        return list(self.steps(order, seed, after))

    def steps(self, order: str, seed: int = 1, after: Item | None = None):  # type: ignore[no-untyped-def]
        if order == "list":
            ids = list(self.corpus)
            if after is not None:
                ids = ids[ids.index(after.article_id) :]
            return walk_list(ids, self.look, after)
        blocks = sum(count for count, _ in self.corpus.values())
        articles = [(one, count) for one, (count, _) in self.corpus.items()]
        return walk_at_random(lambda: articles, blocks, self.look, seed, after)

    @property
    def all(self) -> set[Item]:
        return {Item(one, number) for one, numbers in self.open.items() for number in numbers}


@given(_corpora, _orders, st.integers(0, 5))
def test_everything_open_comes_exactly_once(corpus: Corpus, order: str, seed: int) -> None:
    desk = Desk(corpus)
    found = desk.walk(order, seed)
    assert len(found) == len(set(found))
    assert set(found) == desk.all


@given(_corpora, _orders, st.integers(0, 5), st.data())
def test_going_on_gives_the_same_rest(corpus: Corpus, order: str, seed: int, data: st.DataObject) -> None:
    desk = Desk(corpus)
    whole = desk.walk(order, seed)
    if whole:
        cut = data.draw(st.integers(0, len(whole) - 1))
        assert desk.walk(order, seed, whole[cut]) == whole[cut + 1 :]


@given(_corpora, _orders, st.integers(0, 5), st.data())
def test_what_is_decided_meanwhile_is_passed_by(
    corpus: Corpus, order: str, seed: int, data: st.DataObject
) -> None:
    desk = Desk(corpus)
    shown: list[Item] = []
    decided: set[Item] = set()
    for item in desk.steps(order, seed):
        assert item not in decided
        shown.append(item)
        left = sorted(desk.all - set(shown), key=lambda one: (one.article_id, one.number))
        # Another window decides something, here or elsewhere, before one goes on.
        for one in data.draw(st.lists(st.sampled_from(left), max_size=2, unique=True)) if left else ():
            desk.open[one.article_id].discard(one.number)
            decided.add(one)
    assert set(shown) == {Item(x, n) for x, (count, open_) in corpus.items() for n in open_ if n <= count} - (
        decided - set(shown)
    )


@given(_corpora, _corpora, st.integers(0, 5))
@settings(max_examples=50)
def test_a_random_order_stays_when_articles_are_added(first: Corpus, more: Corpus, seed: int) -> None:
    before = Desk(first).walk("random", seed)
    after = Desk({**more, **first}).walk("random", seed)
    assert [item for item in after if item in set(before)] == before


def test_large_corpora_are_sorted_in_pieces_and_come_whole() -> None:
    corpus = {f"{nth:04x}": (30, set(range(1, 31))) for nth in range(600)}
    desk = Desk(corpus)
    found = desk.walk("random", 7)
    assert len(found) == len(set(found)) == 18_000
    assert found[9_000:] == desk.walk("random", 7, found[8_999])
    keys = [keys_of(7, item.article_id, item.number)[-1] for item in found]
    assert keys == sorted(keys)
    assert all(0 <= key < KEYS for key in keys)


def test_only_the_article_of_the_first_item_is_looked_at_before_it_comes() -> None:
    corpus = {f"{nth:04x}": (30, set(range(1, 31))) for nth in range(600)}
    for order in ("list", "random"):
        desk = Desk(corpus)
        first = next(iter(desk.steps(order)))
        assert set(desk.looked) == {first.article_id}


def test_keys_of_a_block_hang_on_seed_article_and_number_alone() -> None:
    assert keys_of(7, "ab", 40)[:20] == keys_of(7, "ab", 20)
    assert keys_of(7, "ab", 20) != keys_of(8, "ab", 20)
    assert keys_of(7, "ab", 3) == [1788383847, 1899978596, 4225192307]


_items = st.builds(Item, st.sampled_from("abc"), st.integers(1, 5))


@given(st.lists(st.one_of(st.tuples(st.just("add"), _items), st.tuples(st.just("to"), _items))))
def test_a_trail_holds_each_item_once_and_stands_where_it_was_put(steps: list[tuple[str, Item]]) -> None:
    trail = Trail()
    for how, item in steps:
        if how == "to":
            trail = trail.to(item)
        elif item not in trail.items:
            trail = trail.add(item)
        else:
            continue
        assert trail.current == item
        assert len(trail.items) == len(set(trail.items))
        assert trail.shorten(3).current == item
        back = trail.move(-1)
        assert back is None or back.move(1) == trail


def test_what_is_undone_comes_before_what_was_current() -> None:
    one, two, old = Item("a", 1), Item("a", 2), Item("b", 9)
    trail = Trail().add(one).add(two).to(old)
    assert trail.items == (one, old, two)
    assert trail.current == old
    forth = trail.move(1)
    assert forth is not None
    assert forth.current == two


def test_words_are_looked_for_in_the_paragraph_and_the_title() -> None:
    fits = words_in("  GAS straße ")
    assert fits("Gas prices", "In der STRASSE stand niemand.")
    assert not fits("Prices", "In der Straße stand niemand.")
    assert words_in("")("", "")
