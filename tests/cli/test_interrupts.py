"""A Ctrl-C counts wherever it falls."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys, threading
from reader.cli import keep_interrupt

sys.unraisablehook = keep_interrupt

class Dropped:
    def __del__(self):
        raise KeyboardInterrupt

try:
    Dropped()
    threading.Event().wait(60)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_a_ctrl_c_that_falls_into_a_destructor_is_not_lost() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stdout == "interrupted\n"
    assert done.stderr == ""
