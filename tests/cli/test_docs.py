"""The README names every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.app import COMMANDS

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_readme_names_every_command(name: str) -> None:
    assert f"reader {name}" in README.read_text()
