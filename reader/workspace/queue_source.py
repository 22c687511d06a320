"""What a queue goes through in a workspace: which paragraphs are open in an order, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from reader.annotations.model import Shard
from reader.annotations.standing import Standing
from reader.errors import NotFoundError, StoreError
from reader.library.waiting import ListPlace, Share, WaitingRow
from reader.workspace.pace import Pace
from reader.workspace.queue import Item, Order, Plan, walk_at_random, walk_list, words_in
from reader.workspace.sheet import Sheet, make_sheet

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_FIRST_ROWS = 32
_MORE_ROWS = 1_024
_PACE_ARTICLES = 40
_SHARES = {Order.FLAGGED: Share.FLAGGED, Order.DISAGREEING: Share.SHARED}


class QueueSource:
    """Finds what is open in the order of a plan; asked for more, it looks no further than it must."""

    def __init__(self, workspace: Workspace, plan: Plan, stopped: Callable[[], bool] = lambda: False) -> None:
        self._workspace = workspace
        self._plan = plan
        self._stopped = stopped
        self._waiting = workspace.waiting
        self._share = _SHARES.get(plan.order, Share.OPEN)
        self._fits = words_in(plan.words)
        self._others: dict[tuple[str, str], Mapping[int, Mapping[str, Standing]]] = {}

    # -- what is open ------------------------------------------------------------------------------------

    def open_in(self, sheet: Sheet) -> tuple[int, ...]:
        """The numbers of the paragraphs of an article that wait in this order, as it stands in the sheet."""
        order = self._plan.order
        if order is Order.FLAGGED:
            flagged = (n for n, one in sheet.blocks.items() if one.flagged and not self._dealt(one))
            return tuple(sorted(flagged))
        if order is Order.DISAGREEING:
            return tuple(n for n in sorted(sheet.blocks) if self.disagreeing(sheet, n))
        undecided = tuple(
            block.number
            for block in sheet.article.blocks
            if sheet.is_decidable(block) and not sheet.block(block.number).decided
        )
        if order is Order.WORDS:
            return tuple(number for number in undecided if self._has_words(sheet, number))
        return undecided

    def _dealt(self, standing: Standing) -> bool:
        """Whether a paragraph was decided, or decided again, since the queue was begun."""
        return standing.decided and standing.changed > self._plan.since

    def _has_words(self, sheet: Sheet, number: int) -> bool:
        block = sheet.article.blocks[number - 1]
        return self._fits(sheet.article.title, sheet.article.text[block.span.start : block.span.end])

    def disagreeing(self, sheet: Sheet, number: int) -> list[str]:
        """Who has decided otherwise about a paragraph; nobody before the annotator has decided."""
        own = sheet.block(number)
        block = sheet.article.block(number)
        if block is None or not sheet.is_decidable(block) or self._dealt(own) or not _says(own):
            return []
        others = self._decided_by_others(sheet).get(number, {})
        return [name for name, one in sorted(others.items()) if _says(one) and one.accepted != own.accepted]

    def _decided_by_others(self, sheet: Sheet) -> Mapping[int, Mapping[str, Standing]]:
        article = sheet.article
        key = (article.id, article.text_hash)
        if key not in self._others:
            found: dict[int, dict[str, Standing]] = {}
            for annotator in self._workspace.decisions.annotators():
                if annotator != self._workspace.annotator:
                    for number, standing in self._standings(annotator, sheet).items():
                        found.setdefault(number, {})[annotator] = standing
            self._others[key] = found
        return self._others[key]

    def _standings(self, annotator: str, sheet: Sheet) -> Mapping[int, Standing]:
        try:
            shard = self._workspace.store.load(annotator, sheet.article.id)
        except StoreError:
            # A file that cannot be read says nothing.
            return {}
        return make_sheet(sheet.article, sheet.scheme, shard).blocks if shard else {}

    def look(self, article_id: str) -> tuple[int, ...]:
        """The paragraphs of an article that wait, as it stands now; none in one that is gone."""
        sheet = self._workspace.current(article_id)
        try:
            if sheet is None:
                if not self._may_have_words(article_id):
                    return ()
                sheet = self._workspace.look_at(article_id)
        except (NotFoundError, StoreError):
            return ()
        return self.open_in(sheet)

    def _may_have_words(self, article_id: str) -> bool:
        """Whether it is worth to look for paragraphs in an article: all of it is looked through at once."""
        if self._plan.order is not Order.WORDS:
            return True
        articles = self._workspace.articles
        card = articles.card(article_id)
        return self._fits(card.title if card else "", articles.text(article_id))

    # -- in which order ----------------------------------------------------------------------------------

    def walk(self, after: Item | None) -> Iterator[Item]:
        """What waits after an item, or from the start on; ends early when it is stopped."""
        plan = self._plan
        if plan.order is Order.RANDOM:
            blocks = self._waiting.count_blocks()
            yield from walk_at_random(self._with_blocks, blocks, self.look, plan.seed, after)
        else:
            first = after.article_id if after is not None else plan.start
            start = self._waiting.place(first) if first is not None else None
            articles = (row.id for row in self._rows(start))
            yield from walk_list(articles, self.look, after)

    def _with_blocks(self) -> Iterator[tuple[str, int]]:
        return ((row.id, row.blocks) for row in self._rows(None, _MORE_ROWS))

    def _rows(self, start: ListPlace | None, limit: int = _FIRST_ROWS) -> Iterator[WaitingRow]:
        """The articles in the order of the list, from a place on, read in pieces."""
        decide = self._workspace.scheme.decide
        behind = False
        while rows := self._waiting.rows(self._share, start, limit, behind=behind):
            for row in rows:
                if self._stopped():
                    return
                if any(row.kinds.get(kind) for kind in decide):
                    yield row
            start, behind, limit = rows[-1].place, True, _MORE_ROWS

    def count(self) -> int:
        """How many paragraphs wait: from counts where they tell, else by looking at all that may."""
        plan = self._plan
        if plan.order in (Order.READING, Order.RANDOM):
            start = self._waiting.place(plan.start) if plan.start else None
            return self._waiting.count_open(self._workspace.scheme.decide, start)
        return sum(len(self.look(row.id)) for row in self._rows(None))

    def pace(self) -> Pace:
        """The pace of the annotator's newest decisions, of whatever session."""
        workspace = self._workspace
        operations: list[tuple[str, str]] = []
        for row in workspace.decisions.newest(workspace.annotator):
            operations.append((row.article_id, row.id))
            if len(operations) == 2 * _PACE_ARTICLES:
                break
        articles = list(dict.fromkeys(article_id for article_id, _ in operations))[:_PACE_ARTICLES]
        shards = {one: shard for one in articles if (shard := self._load(one)) is not None}
        pace = Pace()
        for article_id, operation_id in reversed(operations):
            shard = shards.get(article_id)
            operation = shard.operation(operation_id) if shard else None
            if shard is not None and operation is not None:
                pace = pace.add_operation(operation, shard.targets)
        return pace

    def _load(self, article_id: str) -> Shard | None:
        try:
            return self._workspace.store.load(self._workspace.annotator, article_id)
        except StoreError:
            return None


def _says(standing: Standing) -> bool:
    """Whether labels were decided: what is ignored is neither a yes nor a no."""
    return standing.decided and not standing.ignored
