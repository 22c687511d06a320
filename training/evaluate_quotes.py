"""How well quotes and their speakers are found: `python -m training.evaluate_quotes FILE…`.

A file holds one JSON object a line with `text` and `quotes`. A quote is `{"start", "end"}` or
`{"spans": [[start, end], …]}`, with what is known of `kind`, `cue`, `speaker` (`[start, end]` or an object
with `start`, `end` and `chain_names`) and `speaker_name`; `entities` may give the mentions. What a file does
not say is not counted. Prints a table a file, and with `--errors N` the first N of each kind of error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from reader.analysis.linking import link
from reader.analysis.marks import EntityType, Mention, Name, Quote, QuoteKind
from reader.analysis.quotes import find_quotes
from reader.corpus.blocks import find_blocks
from reader.spans import Span

Reading = Callable[[Mapping[str, Any]], tuple[Sequence[Mention], Sequence[Name]]]
_MARKS = "“”„‟\"«»‹›‘’‚‛'「」『』` \n"


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote as marked by hand; None for what the file does not say."""

    spans: tuple[Span, ...]
    kind: str | None
    cue: Span | None
    speaker: Span | None
    names: frozenset[str]
    attributed: bool


@dataclass(slots=True)
class Score:
    """Counts of right and all, by measure, and the errors in words."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def count(self, measure: str, right: bool, error: str) -> None:
        """Counts one decision; `error` is kept where it was wrong."""
        self.total[measure] += 1
        self.right[measure] += right
        if not right:
            self.errors.append((measure, error))


def read_gold(row: Mapping[str, Any]) -> list[GoldQuote]:
    """The quotes of a row, in any of the shapes above."""
    return [_read_quote(one) for one in row["quotes"]]


def _read_quote(one: Mapping[str, Any]) -> GoldQuote:
    spans = one["spans"] if "spans" in one else [[one["start"], one["end"]]]
    speaker = one.get("speaker")
    names = {one["speaker_name"]} if one.get("speaker_name") else set()
    if isinstance(speaker, Mapping):
        names |= set(speaker.get("chain_names", ()))
        speaker = [speaker["start"], speaker["end"]]
    cue = one.get("cue")
    return GoldQuote(
        tuple(Span(*pair) for pair in spans),
        one.get("kind"),
        Span(*cue) if cue else None,
        Span(*speaker) if speaker else None,
        frozenset(names),
        bool(speaker or "speaker_id" in one),
    )


def read_mentions(row: Mapping[str, Any]) -> tuple[list[Mention], list[Name]]:
    """The mentions that a row brings along."""
    mentions = [
        Mention(Span(one["start"], one["end"]), EntityType(one["label"]), one.get("entity"))
        for one in row.get("entities", ())
    ]
    return mentions, [Name(one["id"], EntityType(one["label"]), one["name"]) for one in row.get("names", ())]


def reading(engine: str | None) -> Reading:
    """Finds the mentions of a row with an engine, or takes those that the row brings along."""
    if engine is None:
        return read_mentions
    recognise = import_module(f"reader.analysis.{engine}").load()

    def read(row: Mapping[str, Any]) -> tuple[Sequence[Mention], Sequence[Name]]:
        found = recognise(row["text"])
        return link(
            row["text"], [Mention(Span(start, end), EntityType(label)) for start, end, label in found]
        )

    return read


def score_row(row: Mapping[str, Any], score: Score, read: Reading) -> None:
    """Compares what is found in a row's text with its gold quotes; `read` finds the mentions."""
    text = row["text"]
    mentions, names = read(row)
    # Gold sets mark what stands in quotation marks.
    found = find_quotes(text, find_blocks(text), mentions, names, indirect=False)
    gold = read_gold(row)
    by_span = {_bare(text, span): one for one in found for span in one.spans}
    golden = {_bare(text, span) for quote in gold for span in quote.spans if quote.kind != "scare"}
    for quote in gold:
        _score_gold(text, quote, by_span, score)
    for one in found:
        if one.speaker is None or one.inside is not None:
            continue
        for span in one.spans:
            score.count("attributed precision", _bare(text, span) in golden, _show(text, span, one.speaker))


def _bare(text: str, span: Span) -> Span:
    """A span without the marks and blanks at its ends, which detokenised text puts here or there."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _score_gold(text: str, quote: GoldQuote, by_span: Mapping[Span, Quote], score: Score) -> None:
    direct = "direct" if quote.kind in (None, "direct") else quote.kind
    for span in quote.spans:
        score.count(f"{direct} spans", _bare(text, span) in by_span, _show(text, span, None))
    match = next((by_span[_bare(text, span)] for span in quote.spans if _bare(text, span) in by_span), None)
    if match is None:
        return
    if quote.kind is not None:
        note = f"{match.kind.value} for {quote.kind}: {_show(text, quote.spans[0], None)}"
        score.count("kind", match.kind.value == quote.kind, note)
        score.count("whole utterance", match.spans == quote.spans, _show(text, quote.spans[0], None))
        said = f"{_cut(text, match.cue)} for {_cut(text, quote.cue)}: {_show(text, quote.spans[0], None)}"
        score.count("cue", match.cue == quote.cue, said)
    if quote.kind == QuoteKind.SCARE.value:
        score.count("scare unattributed", match.speaker is None, _show(text, quote.spans[0], match.speaker))
    if quote.attributed:
        score.count("attributed", match.speaker is not None, _show(text, quote.spans[0], None))
    if quote.speaker is not None:
        _score_speaker(text, quote, match, score)


def _score_speaker(text: str, quote: GoldQuote, match: Quote, score: Score) -> None:
    gold = quote.speaker
    if gold is None:
        return
    error = f"{_cut(text, match.speaker)} for {_cut(text, gold)}: {_show(text, quote.spans[0], None)}"
    shared = (
        0
        if match.speaker is None
        else max(0, min(gold.end, match.speaker.end) - max(gold.start, match.speaker.start))
    )
    union = gold.end - gold.start
    if match.speaker is not None:
        union += match.speaker.end - match.speaker.start - shared
    score.count("speaker mention", shared > 0, error)
    score.count("speaker IoU >= .5", shared * 2 >= union, error)
    score.count("speaker exact", match.speaker == gold, error)
    if quote.names:
        shown = _show(text, quote.spans[0], match.speaker)
        said = f"{match.speaker_name!r} for {sorted(quote.names)[:4]}: {shown}"
        if quote.kind is not None:
            score.count("speaker name", match.speaker_name in quote.names, said)
        else:
            near = any(
                (match.speaker_name or "-") in name or name in (match.speaker_name or "")
                for name in quote.names
            )
            score.count("speaker name, nearly", near, said)


def _cut(text: str, span: Span | None) -> str:
    return "nothing" if span is None else repr(text[span.start : span.end])


def _show(text: str, span: Span, speaker: Span | None) -> str:
    before, after = text[max(0, span.start - 90) : span.start], text[span.end : span.end + 90]
    words = text[span.start : span.end]
    if len(words) > 90:
        words = f"{words[:42]} … {words[-42:]}"
    note = "" if speaker is None else f"   [{text[speaker.start : speaker.end]}]"
    return f"{before}⟦{words}⟧{after}{note}".replace("\n", "¶")


def read_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """The rows of a file of JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def score_file(path: Path, genre: str | None = None, read: Reading = read_mentions) -> Score:
    """The score of one file, of one genre only where asked."""
    score = Score()
    for row in read_rows(path):
        if genre is None or row.get("genre") == genre:
            score_row(row, score, read)
    return score


def main(arguments: Sequence[str]) -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="How well quotes and their speakers are found.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--genre", help="count only rows of this genre")
    parser.add_argument(
        "--engine",
        choices=("fast", "accurate"),
        help="find the mentions with this engine; else the file's own",
    )
    parser.add_argument("--errors", type=int, default=8, help="how many errors of each measure to print")
    options = parser.parse_args(arguments)
    for path in options.files:
        score = score_file(path, options.genre, reading(options.engine))
        out = [str(path)]
        for measure in sorted(score.total):
            right, total = score.right[measure], score.total[measure]
            out.append(f"  {measure:24} {100 * right / total:6.1f} %  {right:6} of {total}")
        kept: Counter[str] = Counter()
        for measure, error in score.errors:
            kept[measure] += 1
            if kept[measure] <= options.errors:
                out.append(f"  - {measure}: {error}")
        sys.stdout.write("\n".join(out) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
