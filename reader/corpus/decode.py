"""Bytes to canonical text: which encoding they are in, and which bytes are no text at all."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from reader.errors import InputError

SAMPLE = 65_536

# UTF-32 before UTF-16, whose little-endian mark is the beginning of UTF-32's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
)

# Tab, the line ends, form feed, backspace and escape stand in texts; the other control bytes do not.
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\b\x1b\x07")
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in _TEXT_CONTROLS)
_SAVE_AS_TEXT = "save it as plain text in UTF-8 and open that"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A canonical text and the encoding its bytes were in, by its Python name."""

    text: str
    encoding: str


def decode(data: bytes, *, name: str) -> Decoded:
    """The canonical text of `data`; `name` is what a person calls the file.

    The byte order mark is dropped, CRLF and CR become LF, and every other code point stays as it is.
    Raises InputError for nothing, for blanks only, for binary data, and for bytes in no known encoding.
    """
    if not data:
        raise InputError(f"{name}: the file is empty", "nothing to read in it")
    text, encoding = _decode_marked(data, name) or _decode_unmarked(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise InputError(f"{name}: the file holds only blanks", "nothing to read in it")
    return Decoded(text, encoding)


def _decode_marked(data: bytes, name: str) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name}: it is marked as {encoding} but byte {error.start + len(mark)} does not fit",
                    "it may be cut off; get it again or save it as UTF-8",
                ) from error
    return None


def _decode_unmarked(data: bytes, name: str) -> tuple[str, str]:
    for magic, what in _MAGIC:
        if data.startswith(magic) and _is_really(magic, data):
            raise InputError(f"{name}: this is {what}, not a text", _SAVE_AS_TEXT)
    wide = _find_wide(data)
    if wide is not None:
        return wide
    if _is_binary(data):
        raise InputError(f"{name}: this is binary data, not a text", _SAVE_AS_TEXT)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        legacy = _decode_legacy(data)
        if legacy is None:
            raise InputError(
                f"{name}: byte {error.start} is not UTF-8 and no other encoding fits",
                "save it as UTF-8 and open that",
            ) from error
        return legacy


def _is_really(magic: bytes, data: bytes) -> bool:
    # "BZh" and "ID3" are also how a text may begin; then no control bytes follow.
    return len(magic) > 3 or not magic.isalnum() or bool(_count_controls(data[:256]))


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _is_binary(data: bytes) -> bool:
    if b"\0" in data:
        return True
    sample = data[:SAMPLE]
    return _count_controls(sample) > max(4, len(sample) // 50)


def _find_wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: one byte of each pair is NUL for Latin letters, blanks and line ends."""
    sample = data[:SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if high * 10 >= half and low * 20 <= high:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _reads_as_text(text[:SAMPLE]):
                return text, encoding
    return None


def _reads_as_text(text: str) -> bool:
    strange = sum(unicodedata.category(char) in ("Cn", "Co", "Cs") for char in text)
    controls = sum(char < " " and char not in "\t\n\v\f\r\b\x1b\x07" for char in text)
    return strange + controls <= len(text) // 100


def _decode_legacy(data: bytes) -> tuple[str, str] | None:
    """One byte a letter: Windows-1251 where most letters are high bytes, else Windows-1252.

    In Cyrillic text nearly every letter is a high byte; in Western text hardly one in five is. Latin-1 is
    the part of Windows-1252 without its typographic signs, so it needs no case of its own. Bytes that
    Windows-1252 leaves undefined, or that decode to mostly signs, are refused, not guessed.
    """
    sample = data[:SAMPLE]
    high = sum(byte >= 0xC0 for byte in sample)
    ascii_letters = sum(byte < 0x80 and chr(byte).isalpha() for byte in sample)
    encoding = "cp1251" if high > ascii_letters else "cp1252"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    visible = [char for char in text[:SAMPLE] if not char.isspace()]
    letters = sum(char.isalpha() for char in visible)
    signs = sum(char > "\x7f" and not char.isalpha() for char in visible)
    if letters * 2 < len(visible) or signs * 5 > len(visible):
        return None
    if encoding == "cp1251" and not _is_cyrillic(text[:SAMPLE]):
        return None
    return text, encoding


def _is_cyrillic(text: str) -> bool:
    # Words in other one-byte alphabets, read as Windows-1251, change case in the middle.
    letters = [char for char in text if "Ѐ" <= char <= "ӿ"]
    inner = sum(before.islower() and after.isupper() for before, after in pairwise(letters))
    vowels = sum(char in "аеиоуыэюяіїєАЕИОУЫЭЮЯІЇЄ" for char in letters)
    return inner * 8 <= len(letters) and vowels * 4 >= len(letters)
