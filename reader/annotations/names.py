"""The folder of an annotator: any name, on any disk, never two names in one folder."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,63}")
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-.")
_LONGEST = 120


def folder_of(annotator: str) -> str:
    """The folder's name: the annotator's where that is plain, else percent-encoded, if need be shortened.

    Capitals are encoded too, so that `Anna` and `anna` stay two on disks that ignore case.
    """
    if _PLAIN.fullmatch(annotator) and not annotator.endswith((".toml", ".jsonl")):
        return annotator
    encoded = "".join(_encode(sign, first=nth == 0) for nth, sign in enumerate(annotator))
    if not annotator:
        return "%"
    if encoded == annotator:
        # Only its ending or its length made it unusual: one encoded sign keeps it apart from plain names.
        encoded = f"%{ord(annotator[0]):02x}{annotator[1:]}"
    if len(encoded) <= _LONGEST:
        return encoded
    digest = hashlib.blake2b(annotator.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{encoded[:80].rstrip('%.')}~{digest}"


def _encode(sign: str, *, first: bool) -> str:
    if sign in _SAFE and not (first and sign == "."):
        return sign
    return "".join(f"%{byte:02x}" for byte in sign.encode("utf-8", "surrogatepass"))
