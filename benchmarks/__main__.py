"""Runs the benchmarks named, or all of them, and prints their table; it informs and judges nothing."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    analysis,
    batch,
    corpus_count,
    corpus_tag,
    first_frame,
    hands,
    huge,
    key_costs,
    one_tag,
    queue_start,
    quote_growth,
    saving_frames,
)
from .measure import Effort, NotMeasuredError, Row, table

BENCHMARKS: dict[str, Callable[[Path, Effort], Iterator[Row]]] = {
    "first-frame": first_frame.rows,
    "keys": key_costs.rows,
    "hands": hands.rows,
    "huge": huge.rows,
    "one-tag": one_tag.rows,
    "corpus-tag": corpus_tag.rows,
    "corpus-count": corpus_count.rows,
    "saving-frames": saving_frames.rows,
    "queue": queue_start.rows,
    "batch": batch.rows,
    "quotes": quote_growth.rows,
    "analysis": analysis.rows,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="measure each thing fewer times")
    parser.add_argument("--folder", type=Path, default=_disk(), help="a folder on the disk to measure on")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]}: {', '.join(BENCHMARKS)}")
    found: list[Row] = []
    for name in arguments.names or BENCHMARKS:
        print(f"measuring {name} …", flush=True)
        with tempfile.TemporaryDirectory(
            "-reader", dir=arguments.folder, ignore_cleanup_errors=True
        ) as scratch:
            try:
                found += BENCHMARKS[name](Path(scratch), Effort(arguments.quick))
            except NotMeasuredError as error:
                print(f"{name}: not measured, {error}")
    print(table(found))


def _disk() -> Path | None:
    """A folder that lasts: where temporary files lie in memory, bringing them to disk costs nothing."""
    lasting = Path("/var/tmp")
    return lasting if os.access(lasting, os.W_OK) else None


if __name__ == "__main__":
    main()
