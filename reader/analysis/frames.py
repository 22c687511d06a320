"""JSON values over a pipe, each after its length in four bytes, most significant first."""

from __future__ import annotations

import json
import os
import struct

MOST = 512 * 2**20
"""Bytes that one value may have; more is taken for damage."""

_LENGTH = struct.Struct(">I")
HEAD = _LENGTH.size


class DamageError(Exception):
    """Bytes that are no frame."""


def pack(value: object) -> bytes:
    """The frame of a value. Raises TypeError or ValueError for what JSON cannot hold, or holds no more of."""
    body = json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
    if len(body) > MOST:
        raise ValueError(f"{len(body)} bytes are too much for one message")
    return _LENGTH.pack(len(body)) + body


def length(head: bytes) -> int:
    """How many bytes follow a head. Raises DamageError."""
    (size,) = _LENGTH.unpack(head)
    if size > MOST:
        raise DamageError(f"a message of {size} bytes")
    return int(size)


def unpack(body: bytes) -> object:
    """The value of a frame's body. Raises DamageError."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DamageError(str(error)) from error


def read(descriptor: int) -> object:
    """The next value, waited for. Raises EOFError at the end, DamageError, OSError."""
    return unpack(_exactly(descriptor, length(_exactly(descriptor, HEAD))))


def write(descriptor: int, frame: bytes) -> None:
    """Write a frame whole. Raises OSError."""
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _exactly(descriptor: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(descriptor, min(size, 2**20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
