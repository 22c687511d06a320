"""A part of the kills that `python -m benchmarks.kills` does: nothing that was told as saved is lost."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import KINDS, SIZES, kill_bulk, tallies


def test_nothing_is_lost_torn_or_left_by_a_kill(tmp_path: Path) -> None:
    found = list(tallies(tmp_path, times=24, seed=7))
    assert {(kind, size) for kind, size, _ in found} == {(kind, size) for kind in KINDS for size in SIZES}
    assert [one for one in found if not one[2].clean] == []
    assert sum(tally.acknowledged for _, _, tally in found) > 0


def test_a_killed_change_over_many_articles_is_all_or_nothing_after_the_next_start(tmp_path: Path) -> None:
    found = kill_bulk(tmp_path, times=4, seed=7)
    assert found.kills == 4
    assert found.clean, found
