"""A part of the kills that `python -m benchmarks.kills` does: nothing that was told as saved is lost."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import KINDS, SIZES, tallies


def test_nothing_is_lost_torn_or_left_by_a_kill(tmp_path: Path) -> None:
    found = list(tallies(tmp_path, times=24, seed=7))
    assert {(kind, size) for kind, size, _ in found} == {(kind, size) for kind in KINDS for size in SIZES}
    assert [one for one in found if not one[2].clean] == []
    assert sum(tally.acknowledged for _, _, tally in found) > 0
