"""The dateline a wire story opens with: where, when and by whom it was filed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.corpus.agencies import is_agency, is_wire
from reader.corpus.article import Block, BlockKind, Dateline
from reader.corpus.dates import MONTH_NUMBERS, WEEKDAYS, find_date
from reader.corpus.places import is_country
from reader.corpus.sentences import ends_sentence
from reader.corpus.wordlists import word_set
from reader.spans import Span

_WINDOW = 160
_OPENING = 8
_DASH = re.compile(
    r"\s*\.?(?:\s|(?<=[)./])|^)(?:—|–|―|-{1,3}|&mdash;|‒|−)(?=[\s(“\"‘«*]|[A-ZÀ-ÞЀ-Я]|$)|\.[–—-](?=\s|$)|"
    r"—|(?<=\w)\s?–(?=\s|$)|(?<=[^\W\d_])--(?=[\s(A-Z]|$)"
)
_AGENCY = re.compile(
    r"[\s,]*(?:\(([^()]{2,40})\)|/\s?([^/()]{2,40}?)\s?/|[\[［]([^\[\]]{2,40})[\]］])[.,\s]*$"
)
_TASS = re.compile(r"(?P<head>[^\n()/]{2,70}?)[.,]?\s/(?P<agency>[^/\n]{2,30})/\.?(?=\s)")
_CHINESE = re.compile(
    r"(?P<agency>新华社|中新社|中新网|路透社|法新社|"
    r"央视网)(?P<place>[^\d\s，。]{2,12}?)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:消息|"
    r"综合消息)?电?(?:（[^（）]{2,20}）)?[，,\s]?"
)
_COLON = re.compile(r"(?P<head>[A-ZÀ-Þ][^\n:]{1,70}?):(?=\s)")
_TRAILING_WIRE = re.compile(r"\s*(РИА Новости|Интерфакс|ТАСС|УНИАН|УНІАН)\.")
# Capitals before a dash that are no place: kickers, and bodies that a sentence may begin with.
_NO_PLACES = word_set("""
    NATO UNESCO UNICEF OPEC ASEAN FIFA UEFA NASA INTERPOL EUROPOL FRONTEX AUKUS MERCOSUR BRICS WATCH VIDEO
    AUDIO PHOTOS EXCLUSIVE ANALYSIS BREAKING UPDATE UPDATES OPINION LIVE EXPLAINER FACTBOX REVIEW COMMENT
    EDITORIAL INTERVIEW NEWS SPORT SPORTS BUSINESS WORLD NOTE CORRECTION CLARIFICATION WARNING ALERT FLASH
    URGENT FEATURE PROFILE TIMELINE RECAP PREVIEW PICTURES GALLERY PODCAST LISTEN READ MORE RELATED FILE
    COVID AIDS SARS BREXIT ENDS WHO WHAT WHEN WHERE WHY HOW THE THIS AND BUT NOW TODAY QUESTION ANSWER
    FACT FACTS CLAIM VERDICT FALSE TRUE MISLEADING SUMMARY BACKGROUND UPDATED
    """)
_NO_FIRST_WORDS = word_set(
    """
    on in at from by since until till between after before around about during this that these those it he
    she we they i you and but or so if when while for to with
    """
)
# No city is written without one in the alphabets that have them; abbreviations often are.
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]|[^\x00-\u024f]")
_LINKING = word_set(
    "de da di du del della la le el los las al am an der die das den sur sous upon on of the and do dos bei"
)
# Papers that write "NEW DELHI: The government …" and nothing else do so for a few cities.
_CITY_NAMES = """
    NEW DELHI, MUMBAI, KOLKATA, CHENNAI, BENGALURU, HYDERABAD, LUCKNOW, PUNE, SRINAGAR, GUWAHATI,
    ISLAMABAD, KARACHI, LAHORE, PESHAWAR, QUETTA, RAWALPINDI, DHAKA, COLOMBO, KATHMANDU, KUALA
    LUMPUR, SINGAPORE, MANILA, JAKARTA, BANGKOK, DUBAI, ABU DHABI, DOHA, RIYADH, JEDDAH, CAIRO,
    LAGOS, ABUJA, NAIROBI, ACCRA, LONDON, PARIS, KYIV, MOSCOW, WASHINGTON, BEIJING, TOKYO, GEORGE
    TOWN, JOHOR BARU, PUTRAJAYA, KUCHING, KOTA KINABALU, THIRUVANANTHAPURAM, KOCHI, JAIPUR, PATNA,
    BHOPAL, CHANDIGARH, AHMEDABAD
    """
_CITIES = frozenset(" ".join(name.split()) for name in _CITY_NAMES.split(","))


def find_dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The dateline at the head of the first paragraph, or in a line of its own above it; None without one.

    The span is in code points and runs from the place to the dash.
    """
    for block in _find_openings(text, blocks):
        head = text[block.span.start : min(block.span.end, block.span.start + _WINDOW)]
        found = _read(head)
        if found is not None and (block.kind is BlockKind.PARAGRAPH or found.span.end == len(block.span)):
            start = block.span.start
            return Dateline(Span(start, start + found.span.end), found.place, found.date, found.agency)
    return None


def _find_openings(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The bylines up to the first paragraph, and that; a standfirst above a byline is not yet the story."""
    opening = True
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.BYLINE and at < _OPENING:
            opening = True
            yield block
        elif block.kind is BlockKind.PARAGRAPH and opening:
            # The slug of an old wire, or a line left over from the page, is not yet the story.
            opening = len(block.span) < 60 and at < _OPENING and not ends_sentence(block.span.of(text))
            yield block
        if at >= _OPENING and not opening:
            return


def opens_with_dateline(text: str) -> bool:
    """Whether a paragraph begins with a dateline."""
    return _read(text[:_WINDOW]) is not None


def is_lone_dateline(line: str) -> bool:
    """Whether a line is a dateline and nothing else: `MOSCOW —`."""
    if not 3 < len(line) <= 100 or line[-1] not in "-–—―":
        return False
    found = _read(line)
    return found is not None and found.span.end == len(line)


def _read(head: str) -> Dateline | None:
    lead = len(head) - len(head.lstrip("*_ "))
    bare = head[lead:]
    for match in _DASH.finditer(bare):
        rest = bare[match.end() :]
        found = _parse(bare[: match.start()], rest)
        if found is not None:
            return _finish(found, lead + match.end(), rest)
        if match.start() > 100:
            break
    return _read_undashed(bare, lead)


def _finish(found: tuple[str | None, str | None, str | None], end: int, rest: str) -> Dateline:
    place, day, agency = found
    # Business Wire and some Russian wires name themselves behind the first dash.
    after = re.match(r"\s?\(([^()]{2,30})\)\s?(?:--|[—–-])", rest)
    if agency is None and after is not None and is_agency(after[1]):
        return Dateline(Span(0, end + after.end()), place, day, after[1])
    wire = _TRAILING_WIRE.match(rest)
    if agency is None and wire is not None:
        return Dateline(Span(0, end + wire.end()), place, day, wire[1])
    return Dateline(Span(0, end), place, day, agency)


def _read_undashed(bare: str, lead: int) -> Dateline | None:
    chinese = _CHINESE.match(bare)
    if chinese is not None:
        day = f"{int(chinese['month']):02}-{int(chinese['day']):02}"
        return Dateline(Span(0, lead + len(chinese[0].rstrip())), chinese["place"], day, chinese["agency"])
    slashed = _TASS.match(bare)
    if slashed is not None:
        found = _parse_head(slashed["head"], slashed["agency"].strip())
        if found is not None and found[1] is not None:
            return Dateline(Span(0, lead + slashed.end()), *found)
    colon = _COLON.match(bare)
    if colon is not None:
        inner = _AGENCY.search(colon["head"])
        found = _parse(colon["head"], bare[colon.end() :])
        if found is not None and (inner is not None or found[1] is not None or found[0] in _CITIES):
            return Dateline(Span(0, lead + colon.end()), *found)
    return None


def _parse(head: str, rest: str) -> tuple[str | None, str | None, str | None] | None:
    """Place, date and agency of what stands before the dash, or None when that is no dateline."""
    head = head.strip().strip("*_").rstrip()
    if not head:
        return None
    following = rest.lstrip(" \t\n\u00a0*_“\"‘'«(")
    match = _AGENCY.search(head)
    if match is not None:
        agency = next(part for part in match.groups() if part).strip()
        found = _parse_head(head[: match.start()].strip(), agency)
        return found if found is not None and _is_agency_name(agency) else None
    if following[:1].islower():
        return None
    if is_wire(head) and not head.islower() and len(head) >= 3:
        return None, None, head
    words = head.rsplit(None, 1)
    if len(words) == 2 and words[1].isupper() and is_wire(words[1]) and _is_place(words[0], sure=True):
        return words[0].rstrip(","), None, words[1]
    found = _parse_head(head, None)
    # "1 June 1985 -- 30 June 1991" is a span of time.
    return None if found is not None and found[1] is not None and following[:1].isdigit() else found


def _is_agency_name(name: str) -> bool:
    return (
        is_agency(name.split("/")[0])
        or (name[:1].isupper() and len(name.split()) <= 4 and not any(char.isdigit() for char in name))
        or not name.isascii()
    )


def _parse_head(head: str, agency: str | None) -> tuple[str | None, str | None, str | None] | None:
    dotted = head
    head = head.strip(" ,.")
    found = find_date(head)
    day = None
    if found is not None:
        if head[found[1] :].strip(" ,."):
            return None
        day, head = found[2], head[: found[0]]
        head = re.sub(r"[\s,.]+$", "", head)
    parts = (
        [part for part in head.split(",") if part.strip().lower().rstrip(".") not in WEEKDAYS] if head else []
    )
    place = ",".join(parts).strip(" ,")
    if "," in place and dotted.startswith(place + "."):
        place += "."
    if not place:
        # "May 21 (Reuters) -" and "(CNN) --" name no place.
        return (None, day, agency) if agency is not None and (is_agency(agency) or day) else None
    if not _is_place(place, sure=(agency is not None and is_agency(agency)) or day is not None):
        return None
    if agency is not None and not is_agency(agency) and not (day or place.split(",")[0].isupper()):
        return None
    return place, day, agency


def _is_place(place: str, *, sure: bool) -> bool:
    """Whether this reads as the place of a dateline; without date or agency it must be in capitals."""
    if len(place) > 70 or place.count(",") > 2:
        return False
    city, _, region = place.partition(",")
    if not all(_is_name(part, 5) for part in re.split(r"[/]", city)) or (region and not _is_name(region, 5)):
        return False
    words = city.replace("/", " ").split()
    if words[0].lower() in _NO_FIRST_WORDS:
        return False
    if not sure:
        if not _is_capital(city):
            return is_country(region) and len(words) <= 3
        letters = sum(char.isalpha() for char in city)
        if not region and (
            letters < 4
            or not _VOWEL.search(city)
            or len(words) > 4
            or city.upper() in _NO_PLACES
            or words[0] in _NO_PLACES
        ):
            return False
    return words[0].lower() not in MONTH_NUMBERS or words[0].isupper()


def _is_capital(city: str) -> bool:
    return city.upper() == city and city.lower() != city


def _is_name(part: str, limit: int) -> bool:
    words = part.split()
    return 0 < len(words) <= limit and all(
        (
            not word[:1].islower()
            and word[:1].isalpha()
            and all(char.isalpha() or char in ".’'-–" for char in word)
        )
        or word.lower() in _LINKING
        for word in words
    )
