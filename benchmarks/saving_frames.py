"""The frame of a key that decides, with its save running beside it and with the save held back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.screen import Screen

from benchmarks.corpora import article_text, make_workspace, open_workspace
from benchmarks.key_costs import Probe
from benchmarks.measure import Budget, Effort, NotMeasuredError, Row, percentile
from reader.workspace.saving import Job, Saver, SaveState

BUDGET = Budget(ratio=1.5)
_KEY = "1"
_ROUNDS = 4
_PRESSES = 120
_GIVE_UP_SECONDS = 5.0
_POLL_SECONDS = 0.0005

Costs = list[tuple[float, float]]


class _Timed(Probe):
    """Also takes the time on the wall at which a frame was done."""

    wall = 0.0

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.wall = time.perf_counter()


class _Held(Saver):
    """Begins no save before it is asked to, once the frame is drawn. For this comparison alone."""

    def __init__(self, changed: Callable[[SaveState], None]) -> None:
        super().__init__(changed)
        self._held: list[Job] = []

    def submit(self, job: Job) -> None:
        """Keep it for later."""
        self._held.append(job)

    def let_go(self) -> None:
        """Begin what was held back."""
        for job in self._held:
            super().submit(job)
        self._held.clear()


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """CPU of the app's thread and wall, in the middle and at the slow end; rounds in turn."""
    (article_id,) = make_workspace(scratch / "frames", {"a.txt": article_text(30)})
    found: dict[bool, Costs] = {True: [], False: []}
    for _ in range(_ROUNDS):
        for saving, costs in found.items():
            costs += _round(scratch / "frames", article_id, effort.times(_PRESSES) // _ROUNDS, saving=saving)
    for nth, name in enumerate(("CPU", "wall")):
        for share in (50, 95):
            saved, unsaved = (percentile([cost[nth] for cost in found[x]], share) for x in (True, False))
            what = f"key {_KEY} to frame, {name} p{share}, saving beside held back"
            yield Row(what, saved, unsaved, "ms", BUDGET)


def _round(folder: Path, article_id: str, presses: int, *, saving: bool) -> Costs:
    workspace = open_workspace(folder)
    held = _Held(lambda state: workspace.saved(state))
    if not saving:
        workspace._saver = workspace._desk._saver = held

    def save() -> None:
        held.let_go()
        if not workspace.flush(10).saved:
            raise NotMeasuredError("a decision was not saved")

    try:
        return asyncio.run(_press(_Timed(workspace, article_id, look=False), presses, save))
    finally:
        workspace.close()


async def _press(app: _Timed, presses: int, save: Callable[[], None]) -> Costs:
    costs: Costs = []
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for _ in range(presses):
            frames, cpu, wall = app.frames, time.thread_time(), time.perf_counter()
            app.post_message(events.Key(_KEY, _KEY))
            while app.frames == frames:
                if time.perf_counter() - wall > _GIVE_UP_SECONDS:
                    raise NotMeasuredError(f"the key {_KEY} drew no frame")
                await asyncio.sleep(_POLL_SECONDS)
            costs.append(((app.shown_at - cpu) * 1000, (app.wall - wall) * 1000))
            # Every frame begins with the same on disk, whether the save ran beside the one before or after.
            save()
            await pilot.pause()
    return costs
