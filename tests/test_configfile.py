"""TOML files that people write, and the line of whatever is wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.configfile import read_config
from reader.errors import ConfigError

SOURCE = '''\
# key = "no"
first = 1
"quoted" = 2
text = """
first = 3
[[rows]]
"""

[[rows]]   # the first
key = "a"

  [ single ]
  key = "s"
dotted.key = 4

[[rows]]
other = 1
key = "b"
inner = \'\'\'
other = 2
[[rows]]\'\'\'
last = 1

[[rows]]
'''


@pytest.mark.parametrize(
    ("key", "table", "nth", "line"),
    [
        ("first", "", 0, 2),
        ("quoted", "", 0, 3),
        ("text", "", 0, 4),
        ("key", "", 0, None),
        ("", "rows", 0, 9),
        ("key", "rows", 0, 10),
        ("key", "single", 0, 13),
        ("dotted", "single", 0, 14),
        ("", "rows", 1, 16),
        ("key", "rows", 1, 18),
        ("last", "rows", 1, 22),
        ("key", "rows", 2, 24),
        ("absent", "rows", 0, 9),
        ("key", "nowhere", 0, None),
        ("rows", "", 0, 9),
        ("single", "", 0, 12),
    ],
)
def test_line_of(tmp_path: Path, key: str, table: str, nth: int, line: int | None) -> None:
    path = tmp_path / "a.toml"
    path.write_text(SOURCE)
    assert read_config(path).line_of(key, table=table, nth=nth) == line


def test_missing_file_says_nothing(tmp_path: Path) -> None:
    config = read_config(tmp_path / "a.toml")
    assert (config.source, config.data) == ("", {})


def test_file_is_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.toml"
    path.write_text("= 1")
    for here, name in ((tmp_path, "in/a.toml"), (tmp_path / "in", "a.toml"), (Path("/"), str(path)[1:])):
        monkeypatch.chdir(here)
        with pytest.raises(ConfigError) as caught:
            read_config(path)
        assert caught.value.message.startswith(f"{name}:1: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = 1\nb = \n", ":2: "),
        (b"a = 1\nb = 'x", ":2: "),
        (b'a = """\n\n', ":3: "),
        (b"a = 1\na = 2", ":2: "),
        (b"a = 1\r\n\r\nb = ?", ":3: "),
        (b"a = 1\n# \xff", ":2: not UTF-8"),
        (b"a = 1\n\0", ":2: "),
        (b"x" * 4_000_001, "larger than 4 MB"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert said in caught.value.message
    assert caught.value.hint


def test_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(tmp_path)


def test_file_without_permission_is_told(tmp_path: Path, powerless: Callable[..., str]) -> None:
    path = tmp_path / "a.toml"
    path.touch(0o000)
    script = """
import sys
from pathlib import Path
from reader.configfile import read_config
from reader.errors import ConfigError
try:
    read_config(Path(sys.argv[1]))
except ConfigError as error:
    print(error.message.split(":")[-1])
"""
    assert powerless(script, path) == " cannot be read (Permission denied)\n"
