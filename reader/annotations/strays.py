"""Which names in a folder of decisions are files of decisions, and what the others are. Pure.

What counts is the name `<article id>.json` and no other: a copy that a sync tool makes of a conflict holds
the same decisions a second time, or others, and only a person can tell which are meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reader.atomic import TEMPORARY

_SHARD = re.compile(r"([0-9a-f]{16})\.json")
_OURS = r"\.[0-9a-f]{16}\.[^/]*\.\d+-[0-9a-f]{8}" + re.escape(TEMPORARY)
_BACKUP = r"[0-9a-f]{16}\.format\d+(-\d+)?\.backup"
_ID = r"(?<![0-9a-fA-F])[0-9a-fA-F]{16}(?![0-9a-fA-F])"
_LEFTOVER = r"(?i)([0-9a-f]{16})\.json(\.(orig|rej|bak|old|save|swp|mine|r\d+)|~|#)"
_PLACEHOLDER = r"\.([0-9a-f]{16})\.json\.icloud"
_COMING = (
    # Syncthing, rsync, Nextcloud and ownCloud, browsers, others.
    r"(?i)(\.syncthing\..*\.tmp|~syncthing~.*\.tmp|\..*\.json\.[A-Za-z0-9]{6}|.*\.~[0-9a-f]+|"
    r".*\.(part|partial|filepart|crdownload|!sync|download|tmp))"
)
_QUIET = frozenset(
    {
        ".ds_store",
        "thumbs.db",
        "desktop.ini",
        ".gitkeep",
        ".gitignore",
        ".stfolder",
        ".stignore",
        ".directory",
    }
)


class StrayKind(StrEnum):
    """What a file is that is no file of decisions."""

    COPY = "copy"
    """A copy of one: of a sync tool's conflict, or somebody's own."""
    COMING = "coming"
    """A file that is being brought, or is still elsewhere."""
    LEFTOVER = "leftover"
    """What a merge or an editor has left of one."""
    OURS = "ours"
    """What a save of ours has left that was killed."""
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is no file of decisions; `article_id` is the article that its name begins with, if any."""

    kind: StrayKind
    article_id: str | None = None

    @property
    def words(self) -> str:
        """What it is, in a sentence without its name."""
        of = f" of {self.article_id}.json" if self.article_id else ""
        return {
            StrayKind.COPY: f"a copy{of}, such as sync tools make of a conflict: it is not counted",
            StrayKind.COMING: f"a part{of} that a sync has not brought yet: it is not counted",
            StrayKind.LEFTOVER: f"what a merge or an editor has left{of}: it is not counted",
            StrayKind.OURS: "what a save that was broken off has left: nothing in it was told as saved",
            StrayKind.FOREIGN: "no file of decisions: it is left alone",
        }[self.kind]


def article_of(name: str) -> str | None:
    """The article whose decisions the file with this name holds; None when it is no file of decisions."""
    found = _SHARD.fullmatch(name)
    return found[1] if found else None


def stray_of(name: str) -> Stray | None:
    """What a file is that is no file of decisions; None for one that is, and for what lies in any folder."""
    if _SHARD.fullmatch(name):
        return None
    # Compiled when something else lies there, which is seldom; `re` keeps what it has compiled.
    if re.fullmatch(_BACKUP, name) or name.lower() in _QUIET:
        return None
    if re.fullmatch(_OURS, name):
        return Stray(StrayKind.OURS)
    placeholder, leftover = re.fullmatch(_PLACEHOLDER, name), re.fullmatch(_LEFTOVER, name)
    if placeholder:
        return Stray(StrayKind.COMING, placeholder[1])
    if leftover:
        return Stray(StrayKind.LEFTOVER, leftover[1])
    found = re.search(_ID, name)
    if re.fullmatch(_COMING, name):
        return Stray(StrayKind.COMING, found[0] if found else None)
    if found and name.lower().endswith(".json"):
        return Stray(StrayKind.COPY, found[0].lower())
    return Stray(StrayKind.FOREIGN)
