"""Finer types for names that a model calls MISC: events, works, products."""

from __future__ import annotations

from collections.abc import Sequence

from reader.analysis.lists import BIT, Lists
from reader.corpus.wordlists import word_set

_BY_LIST = tuple((BIT[name], name.upper()) for name in ("event", "work", "product", "norp"))
_EVENT_HEADS = word_set("""
    war wars cup games olympics championship championships hurricane typhoon cyclone storm festival summit
    conference uprising revolution election elections battle massacre earthquake tournament open prix
    marathon derby expo spring holocaust crusade siege invasion treaty's playoffs final finals series bowl
    grammys oscars
    """)
_EVENT_FIRST = word_set("hurricane typhoon cyclone storm operation battle siege war")
_WORK_BEFORE = word_set("""
    film movie novel book album song single play opera series show sitcom documentary painting poem memoir
    musical game ballet
    """)
_PRODUCT_BEFORE = word_set("""
    jet aircraft missile rocket tank helicopter drone rifle car smartphone phone app software vaccine drug
    ship tanker ferry spacecraft satellite browser
    """)
_MARKS = frozenset("\"“‘'")


def subtype(forms: Sequence[str], start: int, end: int, label: str, lists: Lists) -> str:
    """The label, or EVENT, WORK or PRODUCT for a MISC that a list or its words tell to be one."""
    if label != "MISC":
        return label
    mask = lists.mask(forms[start:end]) if end - start <= 6 else 0
    for bit, fine in _BY_LIST:
        if mask & bit:
            return fine
    if forms[end - 1].lower() in _EVENT_HEADS or forms[start].lower() in _EVENT_FIRST:
        return "EVENT"
    before = start - 1
    if before >= 0 and forms[before] in _MARKS:
        before -= 1
        if end < len(forms) and forms[end] in "\"”’',":
            return "WORK"
    if before >= 0 and forms[before].lower() in _WORK_BEFORE:
        return "WORK"
    if before >= 0 and forms[before].lower() in _PRODUCT_BEFORE:
        return "PRODUCT"
    if end < len(forms) and forms[end].lower().rstrip("s") in _PRODUCT_BEFORE:
        return "PRODUCT"
    return label
