"""Engines of others, made as packages in a folder that PYTHONPATH names."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

MODULE = """
import os, time
__version__ = "2.5"

def whole(text):
    return [(0, len(text.split()[0]), "PERSON")]

def late(text):
    time.sleep(600)

def broken(text):
    raise ValueError("no names today")

def outside(text):
    return [(0, len(text.encode()) + 1, "PER")]

def odd(text):
    return [(0, 1, "SPELL"), (0, 4, "PER")]

def dies(text):
    os.abort()

def sometimes(text):
    if "bad" in text:
        raise ValueError("a bad text")
    return whole(text)

class Box:
    recognise = staticmethod(whole)

a_number = 7
"""


@pytest.fixture
def own_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the module `their_engines`, that this process and its children import from."""
    folder = tmp_path / "own-path"
    folder.mkdir()
    (folder / "their_engines.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", ""))))
    return folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Installs a package: a module with this source, and what its metadata offers as recognisers."""
    site = tmp_path / "site"
    site.mkdir()

    def install(name: str, source: str, offers: str = "") -> Path:
        package = site / name
        package.mkdir()
        (package / "__init__.py").write_text(source, "utf-8")
        metadata = site / f"{name}-1.5.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n", "utf-8")
        if offers:
            (metadata / "entry_points.txt").write_text(f"[reader.recognisers]\n{offers}\n", "utf-8")
        # As a folder for installed packages, and none that PYTHONPATH names.
        monkeypatch.syspath_prepend(str(site))
        return package

    return install
