"""Names in a folder of decisions: what counts, and what is only named."""

from __future__ import annotations

import pytest

from reader.annotations.strays import StrayKind, article_of, stray_of

ID = "0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (f"{ID} (conflicted copy 2024-05-01).json", StrayKind.COPY),
        (f"{ID} (Anna's conflicted copy 2024-05-01).json", StrayKind.COPY),
        (f"{ID} (anna-laptop's conflicted copy).json", StrayKind.COPY),
        (f"{ID} (conflicted copy 2024-05-01 101010).json", StrayKind.COPY),
        (f"{ID}.sync-conflict-20240501-101010-ABCDEFG.json", StrayKind.COPY),
        (f"{ID} (1).json", StrayKind.COPY),
        (f"{ID}(1).json", StrayKind.COPY),
        (f"{ID}-LAPTOP.json", StrayKind.COPY),
        (f"{ID} 2.json", StrayKind.COPY),
        (f"{ID} - Copy.json", StrayKind.COPY),
        (f"{ID}_conflict-20240501-101010.json", StrayKind.COPY),
        (f"{ID}.JSON", StrayKind.COPY),
        (f"{ID.upper()}.json", StrayKind.COPY),
        (f"Copy of {ID}.json", StrayKind.COPY),
        (f"Conflict_{ID}.json", StrayKind.COPY),
        (f".{ID}.json.icloud", StrayKind.COMING),
        (f".syncthing.{ID}.json.tmp", StrayKind.COMING),
        (f"~syncthing~{ID}.json.tmp", StrayKind.COMING),
        (f".{ID}.json.Xa81bQ", StrayKind.COMING),
        (f"{ID}.json.part", StrayKind.COMING),
        (f"{ID}.json.partial", StrayKind.COMING),
        (f".{ID}.json.~7f3a", StrayKind.COMING),
        (f"{ID}.json.orig", StrayKind.LEFTOVER),
        (f"{ID}.json.bak", StrayKind.LEFTOVER),
        (f"{ID}.json~", StrayKind.LEFTOVER),
        (f".{ID}.json.4711-0a1b2c3d.tmp", StrayKind.OURS),
        ("notes.json", StrayKind.FOREIGN),
        ("package.json", StrayKind.FOREIGN),
        ("readme.txt", StrayKind.FOREIGN),
        ("01234.json", StrayKind.FOREIGN),
    ],
)
def test_what_is_only_named(name: str, kind: StrayKind) -> None:
    found = stray_of(name)
    assert found is not None
    assert found.kind is kind
    assert found.article_id in (None, ID)
    assert (found.article_id == ID) is (kind not in (StrayKind.FOREIGN, StrayKind.OURS))
    assert found.words
    assert article_of(name) is None


@pytest.mark.parametrize("name", [f"{ID}.json", f"{ID}.format1.backup", ".DS_Store", "Thumbs.db", ".gitkeep"])
def test_what_is_at_home_there(name: str) -> None:
    assert stray_of(name) is None


def test_only_one_name_counts() -> None:
    assert article_of(f"{ID}.json") == ID
