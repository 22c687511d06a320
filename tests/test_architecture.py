"""The layout of the code, held: contracts between packages, what a start may import, the size of modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
MODULES = sorted((PROJECT / "reader").rglob("*.py"))


def _modules_after(code: str, folder: Path) -> set[str]:
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_imports_point_down_only() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_core_draws_nothing(tmp_path: Path) -> None:
    loaded = _modules_after("import reader.workspace.workspace, reader.workspace.exporting", tmp_path)
    assert not {"textual", "rich"} & loaded


def test_the_command_line_starts_without_the_screen(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['reader', 'list']\nfrom reader.cli import main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    pass"
    assert not {"textual", "rich", "tomlkit", "asyncio"} & _modules_after(code, tmp_path)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_is_about_one_thing(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "models", "services"}
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert path.read_text("utf-8").startswith('"""') or not path.read_text("utf-8").strip()


def test_no_handler_calls_the_one_it_overrides() -> None:
    """Textual calls the handlers of every class that has one: by `super()` they would be called twice."""
    twice = [
        f"{path.relative_to(PROJECT)}:{nth}"
        for path in (PROJECT / "reader" / "tui").rglob("*.py")
        for nth, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "super().on_" in line and "super().on_event(" not in line
    ]
    assert not twice
