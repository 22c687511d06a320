"""Dates, times, money, shares, quantities, handles, hashtags and addresses, found by rule."""

from __future__ import annotations

import re

from reader.analysis.marks import EntityType, Mention
from reader.analysis.words import Words
from reader.corpus.wordlists import word_set
from reader.spans import Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_LONG_MONTH = r"(?:January|February|April|June|July|August|September|October|November|December)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ORDINAL = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER = r"\d{1,15}(?:,\d{3}){0,8}(?:\.\d{1,9})?"
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?|"
    r"a dozen|half a|a hundred|a thousand|a million|hundreds of|thousands of|dozens of|several|a few|"
    r"a couple of|half)"
)
_SCALE = r"(?:\s?(?:hundred|thousand|million|billion|trillion|mln|bln|bn|trn|crore|lakh|[mkb])(?![\w]))?"
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|sterling|yen|yuan|renminbi|rupees?|roubles?|rubles?|francs?|pesos?|reais|real|"
    r"rand|naira|shillings?|liras?|hryvnias?|won|kronor|kroner|krona|krone|zlotys?|forints?|dirhams?|riyals?|"
    r"dinars?|shekels?|cents|pence|baht|ringgit|dong|rupiah|bitcoins?)"
)
_CODE = r"(?:USD|EUR|GBP|JPY|CNY|INR|RUB|CHF|AUD|CAD|NZD|SEK|NOK|DKK|PLN|BRL|ZAR|NGN|KES|TRY|UAH|KRW|HKD|SGD)"
_SIGN = r"(?:US|A|C|NZ|HK|S|R)?[$€£¥₹₽₩₺₴₦]|Rs\.?\s?|R(?=\d)"
_UNIT = (
    r"(?:kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|miles?|yards?|feet|foot|inch(?:es)?|"
    r"km/h|km|cm|mm|nm|kilogram(?:me)?s?|grams?|kg|tonnes?|tons?|pounds|ounces?|lit(?:er|re)s?|gallons?|"
    r"barrels?(?: per day)?|"
    r"hectares?|acres?|square (?:kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet)|"
    r"cubic (?:met(?:er|re)s?|feet)|mph|kph|knots?|degrees(?: (?:Celsius|Fahrenheit))?|°[CF]|"
    r"megawatts?|gigawatts?|kilowatts?|MW|GW|kW|kWh|gigabytes?|megabytes?|GB|MB|bpd)"
)
_TIME_UNIT = r"(?:seconds?|minutes?|hours?)"
_DATE_UNIT = r"(?:days?|weeks?|months?|years?|decades?|centur(?:y|ies)|quarters?)"
_ZONE = r"(?:\s(?:GMT|UTC|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|ET|PT|local time))"

_MONEY = re.compile(
    rf"(?:{_SIGN})\s?\d{{1,15}}(?:(?:,\d{{2,3}}|\s\d{{3}}(?!\d)){{1,8}})?(?:\.\d{{1,9}})?{_SCALE}"
    rf"|{_CODE}\s?{_NUMBER}{_SCALE}"
    rf"|(?:{_NUMBER}|{_SPELLED}){_SCALE}\s(?:(?:US|U\.S\.|Australian|Canadian|Hong Kong)\s)?"
    rf"(?:{_CURRENCY}|{_CODE})(?!\w)"
)
_PERCENT = re.compile(
    rf"{_NUMBER}(?:\s?%|\s(?:percent|per cent|pct|percentage points?)(?!\w))"
    rf"|{_SPELLED}\s(?:percent|per cent)(?!\w)"
)
_TIME = re.compile(
    rf"[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d)?\s?[ap]\.?m(?:\.|(?!\w)){_ZONE}?"
    rf"|[0-2]?\d:[0-5]\d(?::[0-5]\d)?{_ZONE}?(?![\w:]|\.\d)"
    rf"|[01]?\d\s?(?:[ap]\.m\.|[ap]m(?!\w)){_ZONE}?"
    rf"|[0-2]\d[.]?[0-5]\d{_ZONE}(?!\w)"
    r"|(?:midnight|noon|midday|dawn|dusk)(?!\w)"
    rf"|(?:{_NUMBER}|{_SPELLED})[\s-]{_TIME_UNIT}(?!\w)"
)
_DATE = re.compile(
    rf"(?:{_DAY},?\s)?{_MONTH}\s{_ORDINAL}(?!\w)(?:\s?[-–]\s?{_ORDINAL}(?!\w))?(?:,?\s{_YEAR}(?!\w))?"
    rf"|(?:{_DAY},?\s)?{_ORDINAL}\s(?:of\s)?{_MONTH}(?!\w)(?:,?\s{_YEAR}(?!\w))?"
    rf"|(?:(?:early|late|mid|last|next|this)[\s-])?{_MONTH}(?:,|\sof)?\s{_YEAR}(?!\w)"
    rf"|{_YEAR}-[01]\d-[0-3]\d(?![\w-])|[0-3]?\d[/.][0-3]?\d[/.]{_YEAR}(?![\w/.])"
    rf"|(?:(?:last|next|this|early|late)\s)?{_DAY}(?:\s(?:morning|afternoon|evening|night))?(?!\w)"
    rf"|(?:(?:early|late|mid|last|next|this|early next|late last)[\s-])?{_LONG_MONTH}(?!\w)"
    r"|(?:early|late|mid|last|next)[\s-]May(?!\w)"
    r"|(?:(?:early|late|mid)[\s-])?(?:(?:1[5-9]|20)\d0|['’]?[1-9]0)s(?!\w)"
    rf"|(?:(?:early|late|mid)[\s-])?{_YEAR}(?:[-–/]\d\d(?!\d))?(?![\w%]|[.,]\d|-\w)"
    r"|(?:today|yesterday|tomorrow|tonight)(?!\w)"
    r"|(?:(?:earlier|later)\s)?(?:last|next|this|past)\s(?:week|weekend|month|year|decade|century|spring|summer|"
    rf"autumn|winter|quarter|night|(?:{_SPELLED}|\d{{1,4}})\s{_DATE_UNIT})(?!\w)"
    rf"|(?:{_NUMBER}|{_SPELLED})\s{_DATE_UNIT}(?:\s(?:ago|earlier|later|before))?(?!\w)"
    rf"|(?:first|second|third|fourth)\s(?:quarter|half)(?:\sof\s{_YEAR})?(?!\w)",
    re.IGNORECASE,
)
_QUANTITY = re.compile(rf"(?:{_NUMBER}|{_SPELLED}){_SCALE}[\s-]?{_UNIT}(?!\w)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>\"“”«»]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255}"
)
_HANDLE = re.compile(r"@\w{1,30}(?!\w)")
_HASHTAG = re.compile(r"#(?=\w{0,100}[^\W\d_])\w{1,100}")

_BY_NUMBER = (
    (EntityType.MONEY, _MONEY),
    (EntityType.PERCENT, _PERCENT),
    (EntityType.TIME, _TIME),
    (EntityType.QUANTITY, _QUANTITY),
    (EntityType.DATE, _DATE),
)
_BY_DATE = ((EntityType.DATE, _DATE),)
_BY_TIME = ((EntityType.TIME, _TIME),)
_BY_MONEY = ((EntityType.MONEY, _MONEY),)
_BY_SIGN = {
    "@": ((EntityType.HANDLE, _HANDLE),),
    "#": ((EntityType.HASHTAG, _HASHTAG),),
    **dict.fromkeys("$€£¥₹₽₩₺₴₦", _BY_MONEY),
}
_CODES = word_set(
    "USD EUR GBP JPY CNY INR RUB CHF AUD CAD NZD SEK NOK DKK PLN BRL ZAR NGN KES TRY UAH KRW HKD SGD"
)
_DATE_WORDS = word_set("""
    january february march april may june july august september october november december jan. feb. mar.
    apr. jun. jul. aug. sep. sept. oct. nov. dec. jan feb mar apr jun jul aug sep sept oct nov dec monday
    tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight last next this past
    early late mid earlier later first second third fourth
    """)
_NUMBER_WORDS = word_set("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety a half hundreds
    thousands dozens several
    """)
_TIME_WORDS = word_set("midnight noon midday dawn dusk")
_TRAILING = ".,;:!?)]}'\"’”…"


def find_figures(words: Words) -> list[Mention]:
    """The dates, times, figures, handles, hashtags and addresses of a text, in order and disjoint.

    Rules are tried only where a word can begin one, each within a bounded stretch, so that the time grows
    with the text alone.
    """
    found: list[Mention] = []
    text = words.text
    done = 0
    for start, form in zip(words.starts, words.forms, strict=True):
        if start < done:
            continue
        rules = _rules_for(form, text, start)
        best, label = start, EntityType.DATE
        for kind, pattern in rules:
            match = pattern.match(text, start)
            if match is not None and match.end() > best:
                best, label = match.end(), kind
        if best > start:
            if label is EntityType.URL:
                best = start + len(text[start:best].rstrip(_TRAILING))
            found.append(Mention(Span(start, best), label))
            done = best
    return found


def _rules_for(form: str, text: str, start: int) -> tuple[tuple[EntityType, re.Pattern[str]], ...]:
    first = form[0]
    if first.isdigit():
        # `19-year-old`, `F-16` and `v2.0` are no figures of their own.
        return () if start and (text[start - 1].isalnum() or text[start - 1] in "-.") else _BY_NUMBER
    if first in _BY_SIGN:
        return _BY_SIGN[first]
    if len(form) > 12:
        return ((EntityType.URL, _ADDRESS),) if "@" in form or "/" in form or form[:4] == "www." else ()
    lowered = form.lower()
    if lowered in _DATE_WORDS:
        return _BY_DATE
    if lowered in _NUMBER_WORDS:
        return _BY_NUMBER
    if lowered in _TIME_WORDS:
        return _BY_TIME
    if form in _CODES or form in ("US", "C", "A", "R", "NZ", "HK", "Rs", "Rs."):
        return _BY_MONEY
    if "@" in form or "/" in form or "www." in form:
        return ((EntityType.URL, _ADDRESS),)
    return ()
