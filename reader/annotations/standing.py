"""How a target stands: what its annotator has said of it, drawn together from the single decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.annotations.meaning import meaning_of, open_groups
from reader.annotations.model import Annotation, Kind
from reader.annotations.scheme import LabelTarget, Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said of one target; labels are ids in the scheme's order, unknown ones last.

    `decided` is design's word: every required group has an accepted label or “none of them”, or the
    target is ignored. `untouched` is unseen: there is no decision at all. `unsettled` are those of
    `accepted` that were split since, `in_part` are labels that were refused when they meant less than now.
    """

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    in_part: tuple[str, ...] = ()
    none: bool = False
    ignored: bool = False
    flagged: bool = False
    decided: bool = False
    changed: str = ""
    note: str = ""
    complete: tuple[str, ...] = ()
    """The layers that are complete because someone has said so."""
    spoken: bool = False
    """Of a quote: whether it is decided who speaks."""
    speaker: str | None = None
    """Of such a quote: the target that names the speaker; None where nobody is named."""
    part_of: str | None = None
    """Of a further part of a quote: the target of its first part."""

    @property
    def untouched(self) -> bool:
        """Whether nothing at all was said."""
        labels = self.accepted or self.rejected or self.skipped or self.in_part
        return not (
            labels or self.none or self.ignored or self.flagged or self.note or self.complete or self.spoken
        )


UNSEEN = Standing()


def stand(
    annotations: Iterable[Annotation], scheme: Scheme, target: LabelTarget = LabelTarget.BLOCK
) -> Standing:
    """Draw the decisions about one target together; `target` says of what kind it is."""
    present = tuple(annotations)
    if not present:
        return UNSEEN
    labels = meaning_of(present, scheme)
    ignored = any(x.kind is Kind.IGNORE for x in present)
    speaker = next((x for x in present if x.kind is Kind.SPEAKER), None)
    return Standing(
        accepted=labels.accepted,
        rejected=labels.rejected,
        skipped=labels.skipped,
        unsettled=labels.unsettled,
        in_part=labels.in_part,
        none=any(x.kind is Kind.NONE for x in present),
        ignored=ignored,
        flagged=any(x.kind is Kind.FLAG for x in present),
        decided=ignored or not (labels.unsettled or open_groups(scheme, present, target)),
        changed=max(x.changed for x in present),
        note=next((x.note for x in present if x.kind is Kind.NOTE), ""),
        complete=tuple(sorted(x.label for x in present if x.kind is Kind.COMPLETE)),
        spoken=speaker is not None,
        speaker=speaker.link if speaker is not None else None,
        part_of=next((x.link for x in present if x.kind is Kind.LABEL and x.link is not None), None),
    )
