"""TOML files that people write, with the line of whatever is wrong in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reader.errors import ConfigError

MAX_BYTES = 4_000_000
_LONG_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|' + r"'''.*?'''", re.DOTALL)
_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_LINE_OF_ERROR = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A TOML file as read: `data` is what it says, `source` its text, `path` how it is named to people."""

    path: Path
    source: str
    data: Mapping[str, Any]

    def line_of(self, key: str = "", *, table: str = "", nth: int = 0) -> int | None:
        """The line, from 1, of `key` in the `nth` table called `table` (from 0), or of its header.

        Of tables that are written inline it is the line on which they begin.
        """
        found_table = not table
        seen = -1
        header_line: int | None = None
        for number, line in enumerate(self._lines(), start=1):
            header = _HEADER.match(line)
            if header and not table:
                # No value of the file itself follows, but a field may be written as a table.
                found_table = False
                if header[1].partition(".")[0].strip(' "') == key:
                    return number
            elif header:
                if found_table:
                    break
                seen += header[1] == table
                found_table = header[1] == table and seen == nth
                header_line = number if found_table else None
                if found_table and not key:
                    return number
            elif found_table and key and re.match(rf"\s*\"?{re.escape(key)}\"?\s*[.=]", line):
                return number
        if table and header_line is None:
            return self.line_of(table)
        return header_line

    def lines_of_table(self, table: str, nth: int) -> range | None:
        """The lines, from 1, from the header of the `nth` table called `table` to the next header or the end.

        None when it has no header of its own: it is written inline.
        """
        headers = [
            (number, found[1])
            for number, line in enumerate(self._lines(), 1)
            if (found := _HEADER.match(line))
        ]
        starts = [place for place, (_, name) in enumerate(headers) if name == table]
        if nth >= len(starts):
            return None
        after = starts[nth] + 1
        end = headers[after][0] if after < len(headers) else len(self._lines()) + 1
        return range(headers[starts[nth]][0], end)

    def _lines(self) -> list[str]:
        # What stands in a text of many lines is no header and no key.
        return _LONG_TEXT.sub(lambda found: "\n" * found[0].count("\n"), self.source).split("\n")

    def error(self, message: str, hint: str = "", *, line: int | None = None) -> ConfigError:
        """An error that names this file and the line."""
        return ConfigError(self.path, line, message, hint)

    def refuse_unknown(
        self, given: Mapping[str, Any], known: Collection[str], *, table: str = "", nth: int = 0
    ) -> None:
        """Raise ConfigError for the first field that is not `known`, naming the nearest that is."""
        for key in given:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(sorted(known))}"
                line = self.line_of(key, table=table, nth=nth)
                raise self.error(f'unknown field "{key}"', hint, line=line)


def read_config(path: Path) -> ConfigFile:
    """Read a TOML file; a missing one is empty. Raises ConfigError with the line of what is wrong."""
    name = _shown(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(name, None, "larger than 4 MB", "this is no settings file")
        source = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ConfigFile(name, "", {})
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(name, line, "not UTF-8", "save the file as UTF-8") from None
    except OSError as error:
        raise ConfigError(name, None, f"cannot be read ({error.strerror})", "check its permissions") from None
    return parse_config(source, name)


def parse_config(source: str, name: Path) -> ConfigFile:
    """What the text of a TOML file says. Raises ConfigError with the line of what is wrong."""
    try:
        return ConfigFile(name, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        text = str(error)
        found = _LINE_OF_ERROR.search(text)
        line = int(found[1]) if found and found[1] else source.count("\n") + 1
        message = _LINE_OF_ERROR.sub("", text)
        raise ConfigError(
            name, line, f"{message[:1].lower()}{message[1:]}", "write it as TOML: name = value"
        ) from None


def _shown(path: Path) -> Path:
    """The path from where the person stands, when that is shorter."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):
        return path
