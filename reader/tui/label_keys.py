"""Which key presses which label: digits, free letters, and the layer of letters behind the comma."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.tui.keys import (
    ARTICLE,
    EVERYWHERE,
    FREE_LETTERS,
    HIGHLIGHT,
    KEYS,
    LIST,
    AnyKeySet,
    KeySet,
    first_key,
    keys_of,
    split_keys,
)


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """The keys of the labels for paragraphs, or of those for whole articles.

    `press` says for each label what to press, as chips and footer print it (`1`, `e`, `, o`, `, sh`); `bare`
    are keys that work by themselves, in the article or in the list, `layer` those that work behind the comma,
    codes included.
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


def word_keys(scheme: Scheme, key_set: AnyKeySet = "vi") -> WordKeys:
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
        press[label.id] = _behind_comma(code, key_set, HIGHLIGHT)
    ordered = {label.id: nth for nth, label in enumerate(labels)}
    capitals = dict(sorted(capitals.items(), key=lambda item: ordered[item[1].id]))
    return WordKeys(capitals, dict(sorted(digits.items())), LabelKeys(press, digits, {**digits, **layer}, ()))


def assign_keys(
    scheme: Scheme, key_set: AnyKeySet = "vi", target: LabelTarget = LabelTarget.BLOCK
) -> LabelKeys:
    """Give every label for paragraphs its key: its own, else the next free digit, else a two-letter code.

    The same for labels of whole articles; of those only digits work by themselves.
    """
    of_blocks = target is LabelTarget.BLOCK
    where = ARTICLE if of_blocks else LIST
    labels = scheme.of_target(target)
    chosen = _with_digits(labels)
    free = free_letters(key_set)
    press: dict[str, str] = {}
    bare: dict[str, Label] = {}
    layer: dict[str, Label] = {}
    notices: list[str] = []
    for label in labels:
        key = chosen.get(label.id, "")
        if not key or _is_digit(key, key_set):
            continue
        layer[key] = label
        by_itself = len(key) == 1 and (key in free or _is_marked(key, key_set))
        if key.isdigit() or (of_blocks and by_itself):
            bare[key] = label
            press[label.id] = key
        else:
            press[label.id] = _behind_comma(key, key_set, where)
            if len(key) == 1 and of_blocks:
                notices.append(_notice(scheme, label, press[label.id], free, chosen.values()))
    for label, code in _codes([label for label in labels if label.id not in press], layer):
        layer[code] = label
        press[label.id] = _behind_comma(code, key_set, where)
    return LabelKeys(press, bare, layer, tuple(notices))


def free_letters(key_set: AnyKeySet) -> str:
    """The letters that press labels by themselves: those left for good, as far as a person leaves them too.

    What the set gives to a command, and a person has taken away from it, is free as well.
    """
    owned, owned_by_set = _owned(key_set), _owned(_base(key_set))
    left = [letter for letter in FREE_LETTERS if letter not in owned]
    freed = sorted(key for key in owned_by_set - owned if len(key) == 1 and key.isalpha())
    return "".join([*left, *freed])


def _base(key_set: AnyKeySet) -> str:
    return key_set.base if isinstance(key_set, KeySet) else key_set


def _owned(key_set: AnyKeySet) -> set[str]:
    """What commands of the article begin with."""
    return {
        split_keys(key)[0]
        for row in KEYS
        if row.context in (ARTICLE, EVERYWHERE)
        for key in keys_of(row, key_set)
    }


def _is_digit(key: str, key_set: AnyKeySet) -> bool:
    return isinstance(key_set, KeySet) and bool(key_set.digit(key))


def _is_marked(key: str, key_set: AnyKeySet) -> bool:
    """Whether a key is a letter with a mark, or of another script, that no command has."""
    return not key.isascii() and key not in _owned(key_set)


def _behind_comma(code: str, key_set: AnyKeySet, context: str = ARTICLE) -> str:
    """What to press for a code of the layer; nothing where the layer has no key."""
    opens = first_key(context, "label.layer", key_set)
    return f"{opens} {code}" if opens else ""


def free_key(scheme: Scheme, key_set: AnyKeySet = "vi", target: LabelTarget = LabelTarget.BLOCK) -> str:
    """The key for a new label: the next digit, else a letter that no command and no label has, else none."""
    taken = {label.key for label in scheme.of_target(target)}
    taken |= set(_with_digits(scheme.of_target(target)).values())
    begun = {key[0] for key in taken if key}
    ours = [letter for letter in FREE_LETTERS if letter in free_letters(key_set)]
    return next((key for key in (*"123456789", *ours) if key not in begun), "")


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


def _notice(scheme: Scheme, label: Label, press: str, free: str, taken: Collection[str]) -> str:
    left = [letter for letter in free if letter not in taken]
    name = scheme.path.name if scheme.path else "the scheme"
    where = f"{name}:{label.line}" if label.line else name
    choose = f", or choose one of {' '.join(left[:9])} …" if left else ""
    pressed = f"press {press}" if press else "find it by its name"
    return f'{where}: "{label.key}" belongs to commands here: {pressed}{choose}'
