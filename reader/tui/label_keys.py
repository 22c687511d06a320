"""Which key presses which label: digits, free letters, and the layer of letters behind the comma."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.tui.keys import FREE_LETTERS


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """The keys of the labels for paragraphs.

    `press` says for each label what to press, as chips and footer print it (`1`, `e`, `, o`, `, sh`); `bare`
    are keys that work by themselves in the article, `layer` those that work behind the comma, codes included.
    """

    press: Mapping[str, str]
    bare: Mapping[str, Label]
    layer: Mapping[str, Label]
    notices: tuple[str, ...]

    def begins(self, letters: str) -> bool:
        """Whether some longer code begins with these letters."""
        return any(code.startswith(letters) and code != letters for code in self.layer)


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The keys of the labels for words: capitals as the page draws them, digits, and the layer of letters."""

    capitals: Mapping[str, Label]
    digits: Mapping[str, Label]
    layer: LabelKeys


def word_keys(scheme: Scheme) -> WordKeys:
    """Give every label for words its keys: its letter as a capital, a digit in order, and in the layer."""
    labels = scheme.of_target(LabelTarget.SPAN)
    capitals: dict[str, Label] = {}
    digits: dict[str, Label] = {label.key: label for label in labels if label.key.isdecimal()}
    free = iter(digit for digit in "123456789" if digit not in digits)
    for label in labels:
        if len(label.key) == 1 and label.key.isalpha():
            capitals.setdefault(label.key.upper(), label)
        if label not in digits.values() and (digit := next(free, "")):
            digits[digit] = label
    letters = {capital.lower(): label for capital, label in capitals.items()}
    press = {label.id: capital for capital, label in reversed(capitals.items())}
    layer = dict(letters)
    for label, code in _codes([label for label in labels if label.id not in press], layer):
        layer[code] = label
        press[label.id] = f", {code}"
    ordered = {label.id: nth for nth, label in enumerate(labels)}
    capitals = dict(sorted(capitals.items(), key=lambda item: ordered[item[1].id]))
    return WordKeys(capitals, dict(sorted(digits.items())), LabelKeys(press, digits, {**digits, **layer}, ()))


def assign_keys(scheme: Scheme) -> LabelKeys:
    """Give every label for paragraphs its key: its own, else the next free digit, else a two-letter code."""
    labels = scheme.of_target(LabelTarget.BLOCK)
    chosen = _with_digits(labels)
    press: dict[str, str] = {}
    bare: dict[str, Label] = {}
    layer: dict[str, Label] = {}
    notices: list[str] = []
    for label in labels:
        key = chosen.get(label.id, "")
        if not key:
            continue
        layer[key] = label
        if _is_free(key):
            bare[key] = label
            press[label.id] = key
        else:
            press[label.id] = f", {key}"
            if len(key) == 1:
                notices.append(_notice(scheme, label, chosen.values()))
    for label, code in _codes([label for label in labels if label.id not in press], layer):
        layer[code] = label
        press[label.id] = f", {code}"
    return LabelKeys(press, bare, layer, tuple(notices))


def free_key(scheme: Scheme) -> str:
    """The key for a new label: the next digit, else a letter that no command and no label has, else none."""
    taken = {label.key for label in scheme.of_target(LabelTarget.BLOCK)}
    taken |= set(_with_digits(scheme.of_target(LabelTarget.BLOCK)).values())
    begun = {key[0] for key in taken if key}
    return next((key for key in "123456789" + FREE_LETTERS if key not in begun), "")


def _with_digits(labels: Iterable[Label]) -> dict[str, str]:
    """The labels' own keys, and for those without one the digits that are left, in the file's order."""
    labels = tuple(labels)
    chosen = {label.id: label.key for label in labels if label.key}
    free = [digit for digit in "123456789" if digit not in chosen.values()]
    for label in labels:
        if label.id not in chosen and free:
            chosen[label.id] = free.pop(0)
    return chosen


def _codes(labels: Iterable[Label], layer: Mapping[str, Label]) -> list[tuple[Label, str]]:
    """A code of two letters for each label, of its own name where possible; no code begins another key."""
    taken = set(layer)
    singles = {key for key in taken if len(key) == 1}
    given: list[tuple[Label, str]] = []
    for label in labels:
        letters = [sign for sign in label.id if sign.isascii() and sign.isalpha()] or ["x"]
        own = (letters[0] + other for other in letters[1:])
        any_code = ("".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz", repeat=2))
        same_start = (letters[0] + other for other in "abcdefghijklmnopqrstuvwxyz")
        for code in (*own, *same_start, *any_code):
            if code not in taken and code[0] not in singles:
                taken.add(code)
                given.append((label, code))
                break
    return given


def _is_free(key: str) -> bool:
    """Whether a key works by itself: digits, letters that no command has or will have, letters with marks."""
    return len(key) == 1 and (key.isdigit() or key in FREE_LETTERS or not key.isascii())


def _notice(scheme: Scheme, label: Label, taken: Collection[str]) -> str:
    free = [letter for letter in FREE_LETTERS if letter not in taken]
    name = scheme.path.name if scheme.path else "the scheme"
    where = f"{name}:{label.line}" if label.line else name
    choose = f", or choose one of {' '.join(free[:9])} …" if free else ""
    return f'{where}: "{label.key}" belongs to commands here: press , {label.key}{choose}'
