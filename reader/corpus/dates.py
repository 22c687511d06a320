"""Dates as news text writes them, in the months' names of the languages wires are written in."""

from __future__ import annotations

import re
from datetime import date

from reader.corpus.wordlists import word_set

_MONTHS = (
    "january jan janvier janv januar jänner enero ene gennaio gen janeiro января январь січня stycznia",
    "february feb février févr fév februar febrero febbraio fevereiro fev февраля февраль лютого lutego",
    "march mar mars märz maart marzo março марта март березня marca",
    "april apr avril avr abril abr aprile апреля апрель квітня kwietnia",
    "may mai mayo maggio mag maio мая май травня maja mei",
    "june jun juin juni junio giugno giu junho июня июнь червня czerwca",
    "july jul juillet juil juli julio luglio lug julho июля июль липня lipca",
    "august aug août aout agosto ago августа август серпня sierpnia",
    "september sep sept septembre septiembre settembre set setembro сентября сентябрь вересня września",
    "october oct octobre oktober okt octubre ottobre ott outubro out октября октябрь жовтня października",
    "november nov novembre noviembre novembro ноября ноябрь листопада listopada",
    "december dec décembre déc dezember dez diciembre dic dicembre dezembro декабря декабрь грудня grudnia",
)
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"{_YEAR}年(?P<month>1?\d)月(?P<day>[0-3]?\d)日",
        rf"(?<!\d)(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s{{1,2}}{_DAY}(?:,?\s{{1,2}}{_YEAR})?(?![\d\w])",
        rf"(?<!\d){_DAY}(?:\s{{1,2}}(?:de|of))?\s{{1,2}}{_MONTH}(?:,?\s{{1,2}}(?:de\s)?{_YEAR})?(?!\d)",
    )
)


def find_date(text: str) -> tuple[int, int, str] | None:
    """The first date in a short text: start, end (code points) and `MM-DD` or `YYYY-MM-DD`."""
    found: list[tuple[int, int, str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            value = _value(match)
            if value is not None:
                found.append((match.start(), match.end(), value))
                break
    # Of two that begin together, the longer: the one with its year.
    return min(found, key=lambda item: (item[0], -item[1]), default=None)


def _value(match: re.Match[str]) -> str | None:
    name = match["month"].lower()
    month = int(name) if name.isdigit() else MONTH_NUMBERS.get(name, 0)
    day, year = int(match["day"]), match["year"]
    try:
        date(int(year or 2024), month, day)
    except ValueError:
        return None
    return f"{year}-{month:02}-{day:02}" if year else f"{month:02}-{day:02}"


_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d+)?\s{0,2}(?:[ap]\.?m\.?(?!\w))?|\b\d{1,2}\s{0,1}[ap]\.?m\b|"
    r"\b\d{4}\s?(?=GMT|UTC)",
    re.IGNORECASE,
)
_STAMP_WORDS = word_set("""
    published updated last first posted modified on at publié mis jour à le veröffentlicht aktualisiert am
    um опубликовано обновлено gmt utc bst est edt cst cdt mst mdt pst pdt et pt ist cet cest eest eet msk
    jst aest t z uhr min mins minute minutes hour hours day days ago read time date issued created release
    of the paid free premium
    """) | {"|", "·", "•", "-", "–", "—", "/", ","}


def is_stamp(line: str) -> bool:
    """Whether a short line holds nothing but a date or a time: `Published: May 21, 2022`, `5 min read`."""
    if len(line) > 100 or not any(char.isdigit() for char in line):
        return False
    rest = line
    stamped = False
    for _ in range(3):
        found = find_date(rest)
        if found is None:
            break
        stamped, rest = True, rest[: found[0]] + " " + rest[found[1] :]
    rest, clocks = _CLOCK.subn(" ", rest)
    words = re.findall(r"[^\W\d_]+|\d+", rest.lower())
    known = all(word in _STAMP_WORDS or word in WEEKDAYS for word in words if not word.isdigit())
    if stamped or clocks:
        return known and sum(word.isdigit() for word in words) <= 2
    return (
        known and bool(re.search(r"\b(?:min|mins|minutes?|hours?|days?)\b", line.lower())) and len(words) <= 8
    )
