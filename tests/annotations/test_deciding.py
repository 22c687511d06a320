"""What keys and commands do to the decisions about a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from reader.annotations.anchor import make_anchor, target_id
from reader.annotations.deciding import NOTE_LENGTH, Act, Choice, Stamp, decide, decide_all
from reader.annotations.model import ArticleRef, Change, Kind, Shard, State, Target, TargetKind, apply
from reader.annotations.scheme import Group, Label, Scheme
from reader.annotations.standing import UNSEEN, Standing, stand
from reader.errors import NotFoundError, RequestError
from reader.spans import Span

Run = Callable[..., tuple[Standing, list[Change | None]]]


def toggle(label: str) -> Choice:
    return Choice(Act.TOGGLE, label)


def setting(label: str, state: State = State.ACCEPT) -> Choice:
    return Choice(Act.SET, label, state)


NONE, IGNORE, FLAG = Choice(Act.NONE), Choice(Act.IGNORE), Choice(Act.FLAG)


@pytest.fixture
def run(article_ref: ArticleRef, block_target: Callable[[int], Target], stamps: Iterator[Stamp]) -> Run:
    """Makes choices about paragraph 1, one after the other; gives how it stands and what each changed."""

    def run(scheme: Scheme, *choices: Choice) -> tuple[Standing, list[Change | None]]:
        shard, target = Shard("anna", article_ref), block_target(1)
        changes = []
        for choice in choices:
            change = decide(shard, target, choice, scheme, next(stamps))
            shard = apply(shard, change) if change else shard
            changes.append(change)
        return stand(shard.about(target.id), scheme), changes

    return run


def test_label_is_accepted_and_taken_away(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, toggle("war"))
    assert (standing.accepted, standing.decided) == (("war",), True)
    assert changes[0] is not None
    assert changes[0].operation.words == "War on 1"
    assert changes[0].scheme == (plain_scheme.version, ("war", "trade", "gas", "irony", "long"))
    standing, changes = run(plain_scheme, toggle("war"), toggle("war"))
    assert standing == UNSEEN
    assert changes[1] is not None
    assert changes[1].operation.words == "War taken away on 1"


def test_labels_stand_in_the_order_of_the_scheme(run: Run, plain_scheme: Scheme) -> None:
    standing, _ = run(plain_scheme, toggle("gas"), toggle("war"), toggle("trade"))
    assert standing.accepted == ("war", "trade", "gas")


def test_setting_what_stands_changes_nothing(run: Run, plain_scheme: Scheme) -> None:
    for state in State:
        _, changes = run(plain_scheme, setting("war", state), setting("war", state))
        assert changes[1] is None


def test_accepting_what_is_accepted_ends_a_later_ignored(run: Run, plain_scheme: Scheme) -> None:
    standing, _ = run(plain_scheme, toggle("war"), IGNORE, setting("war"))
    assert (standing.accepted, standing.ignored) == (("war",), False)


def test_states_of_a_label_replace_each_other(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, setting("war"), setting("war", State.REJECT))
    assert (standing.accepted, standing.rejected) == ((), ("war",))
    assert changes[1] is not None
    (edit,) = changes[1].operation.edits
    assert edit.before is not None
    assert edit.after is not None
    assert (edit.before.id, edit.before.created) == (edit.after.id, edit.after.created)
    assert edit.after.changed > edit.before.changed
    standing, _ = run(plain_scheme, setting("war", State.REJECT), toggle("war"))
    assert (standing.accepted, standing.rejected) == (("war",), ())
    standing, _ = run(plain_scheme, setting("war", State.IGNORE))
    assert standing.skipped == ("war",)


def test_rejects_flags_and_skipped_labels_decide_nothing(run: Run, plain_scheme: Scheme) -> None:
    standing, _ = run(
        plain_scheme,
        setting("war", State.REJECT),
        setting("gas", State.IGNORE),
        FLAG,
        Choice(Act.CLEAR, "trade"),
    )
    assert (standing.decided, standing.flagged, standing.untouched) == (False, True, False)


def test_label_is_cleared_in_any_state_and_even_without_the_scheme(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    target, shard = block_target(1), Shard("anna", article_ref)
    change = decide(shard, target, setting("war", State.REJECT), plain_scheme, next(stamps))
    assert change is not None
    shard = apply(shard, change)
    clear = Choice(Act.CLEAR, "war")
    cleared = decide(shard, target, clear, Scheme(), next(stamps))
    assert cleared is not None
    assert apply(shard, cleared).annotations == {}
    assert decide(apply(shard, cleared), target, clear, plain_scheme, next(stamps)) is None
    with pytest.raises(NotFoundError):
        decide(apply(shard, cleared), target, clear, Scheme(), next(stamps))


def test_none_of_them_is_toggled(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, NONE)
    assert (standing.none, standing.decided, standing.accepted) == (True, True, ())
    assert changes[0] is not None
    assert changes[0].operation.words == "none of them on 1"
    assert run(plain_scheme, NONE, NONE)[0] == UNSEEN


def test_label_ends_none_of_them_in_one_operation(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, NONE, toggle("war"))
    assert (standing.none, standing.accepted) == (False, ("war",))
    assert changes[1] is not None
    assert len(changes[1].operation.edits) == 2


def test_none_of_them_says_nothing_when_all_is_decided(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, toggle("war"), NONE)
    assert (standing.none, standing.accepted, changes[1]) == (False, ("war",), None)


@pytest.mark.parametrize("decision", [toggle("war"), NONE])
def test_ignored_ends_with_a_decision(run: Run, plain_scheme: Scheme, decision: Choice) -> None:
    assert run(plain_scheme, IGNORE)[0].decided
    assert run(plain_scheme, IGNORE, IGNORE)[0] == UNSEEN
    standing, changes = run(plain_scheme, IGNORE, decision)
    assert (standing.ignored, standing.decided) == (False, True)
    assert changes[1] is not None
    assert len(changes[1].operation.edits) == 2


def test_flag_stands_beside_everything(run: Run, plain_scheme: Scheme) -> None:
    standing, _ = run(plain_scheme, FLAG, toggle("war"), NONE)
    assert (standing.flagged, standing.accepted) == (True, ("war",))
    standing, _ = run(plain_scheme, FLAG, IGNORE, FLAG)
    assert (standing.flagged, standing.ignored) == (False, True)


def test_labels_that_exclude_each_other_replace_in_one_operation(run: Run, grouped_scheme: Scheme) -> None:
    standing, changes = run(grouped_scheme, toggle("calm"), toggle("war"), toggle("angry"))
    assert standing.accepted == ("angry", "war")
    assert changes[2] is not None
    assert changes[2].operation.words == "Angry replaces Calm on 1"
    assert [edit.after is None for edit in changes[2].operation.edits] == [True, False]


def test_rejected_rivals_stay(run: Run, grouped_scheme: Scheme) -> None:
    standing, _ = run(grouped_scheme, setting("calm", State.REJECT), toggle("angry"))
    assert (standing.accepted, standing.rejected) == (("angry",), ("calm",))


def test_every_required_group_is_to_be_decided(run: Run, grouped_scheme: Scheme) -> None:
    assert grouped_scheme.required_groups() == ("tone", "topic")
    assert not run(grouped_scheme, toggle("calm"))[0].decided
    assert not run(grouped_scheme, toggle("lead"), toggle("odd"))[0].decided
    assert run(grouped_scheme, toggle("calm"), toggle("trade"))[0].decided


def test_none_of_them_is_said_of_the_groups_still_open(run: Run, grouped_scheme: Scheme) -> None:
    standing, changes = run(grouped_scheme, toggle("calm"), NONE)
    assert (standing.accepted, standing.none, standing.decided) == (("calm",), True, True)
    assert changes[1] is not None
    (edit,) = changes[1].operation.edits
    assert edit.after is not None
    assert (edit.after.kind, edit.after.label) == (Kind.NONE, "topic")
    _, changes = run(grouped_scheme, NONE)
    assert changes[0] is not None
    assert [edit.after.label for edit in changes[0].operation.edits if edit.after] == ["tone", "topic"]
    assert len({edit.annotation_id for edit in changes[0].operation.edits}) == 2


def test_label_ends_none_of_them_of_its_own_group_only(run: Run, grouped_scheme: Scheme) -> None:
    standing, _ = run(grouped_scheme, NONE, toggle("war"))
    assert (standing.none, standing.accepted, standing.decided) == (True, ("war",), True)
    standing, _ = run(grouped_scheme, NONE, toggle("war"), toggle("sad"))
    assert (standing.none, standing.decided) == (False, True)
    standing, _ = run(grouped_scheme, NONE, toggle("odd"), toggle("lead"))
    assert (standing.none, standing.decided) == (True, True)


def test_none_of_them_said_without_groups_holds_when_groups_come(run: Run, grouped_scheme: Scheme) -> None:
    before = replace(grouped_scheme, groups=(), labels=(Label("calm", "Calm"),))
    _, changes = run(before, NONE)
    assert changes[0] is not None
    said = [edit.after for edit in changes[0].operation.edits if edit.after]
    assert stand(said, grouped_scheme).decided


def test_scheme_without_required_groups_is_one(run: Run) -> None:
    scheme = Scheme((Label("a", "A", group="g"), Label("b", "B")), (Group("g", "G", required=False),))
    assert run(scheme, toggle("a"))[0].decided
    assert run(scheme, toggle("b"))[0].decided
    assert run(scheme, NONE, toggle("a"))[0].none is False


def test_groups_of_other_targets_are_not_to_be_decided() -> None:
    spans = Label("x", "X", group="words")
    scheme = Scheme((spans, Label("b", "B")), (Group("words", "Words"), Group("unused", "Unused")))
    assert scheme.required_groups() == ("words",)
    assert Scheme((Label("b", "B"),), scheme.groups).required_groups() == ("",)


def test_labels_unknown_to_the_scheme_are_kept_and_count(run: Run, plain_scheme: Scheme) -> None:
    _, changes = run(plain_scheme, toggle("war"))
    assert changes[0] is not None
    said = [edit.after for edit in changes[0].operation.edits if edit.after]
    standing = stand(said, Scheme((Label("new", "New"),)))
    assert (standing.accepted, standing.decided) == (("war",), True)


@pytest.mark.parametrize(("label", "said"), [("irony", "spans"), ("long", "whole articles")])
def test_label_for_another_target_is_refused(run: Run, plain_scheme: Scheme, label: str, said: str) -> None:
    with pytest.raises(RequestError, match=f"is for {said}, not for paragraphs"):
        run(plain_scheme, toggle(label))


def test_label_that_is_not_there_is_refused(run: Run, plain_scheme: Scheme) -> None:
    with pytest.raises(NotFoundError, match='there is no label "peace"'):
        run(plain_scheme, setting("peace"))


def test_words_say_what_was_decided_on(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    shard, block = Shard("anna", article_ref), block_target(3)
    long = replace(block, id="s", kind=TargetKind.SPAN, block=None)
    short = replace(long, anchor=replace(block.anchor, exact="two\n words"))
    document = replace(block, id="d", kind=TargetKind.DOCUMENT, block=None)
    found = []
    for target, label in ((block, "war"), (long, "irony"), (short, "irony"), (document, "long")):
        change = decide(shard, target, toggle(label), plain_scheme, next(stamps))
        found.append(change.operation.words if change else "")
    assert found == [
        "War on 3",
        "Irony on “This is what paragraph 3 says.”",
        "Irony on “two words”",
        "Long read on the article",
    ]


def test_operation_that_is_made_again_changes_nothing(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    """A save that failed after the file was replaced is tried again: the label must not be toggled off."""
    shard, stamp = Shard("anna", article_ref), next(stamps)
    change = decide(shard, block_target(1), toggle("war"), plain_scheme, stamp)
    assert change is not None
    assert decide(apply(shard, change), block_target(1), toggle("war"), plain_scheme, stamp) is None


def note(words: str) -> Choice:
    return Choice(Act.NOTE, note=words)


def test_note_is_written_changed_and_taken_away(run: Run, plain_scheme: Scheme) -> None:
    standing, changes = run(plain_scheme, note("  who says so? "), note("who says so?"))
    assert (standing.note, standing.decided, standing.untouched) == ("who says so?", False, False)
    assert changes[1] is None
    assert changes[0] is not None
    assert changes[0].operation.words == "note on 1"
    standing, changes = run(plain_scheme, note("who?"), note("the ministry"))
    assert standing.note == "the ministry"
    assert changes[1] is not None
    (edit,) = changes[1].operation.edits
    assert edit.before is not None
    assert edit.after is not None
    assert (edit.before.note, edit.after.note, edit.before.id) == ("who?", "the ministry", edit.after.id)
    assert run(plain_scheme, note("who?"), note(" "))[0] == UNSEEN
    assert run(plain_scheme, note(""))[1] == [None]
    with pytest.raises(RequestError, match="10,001 signs"):
        run(plain_scheme, note("x" * (NOTE_LENGTH + 1)))


def test_layer_is_complete_until_that_is_taken_back(run: Run, plain_scheme: Scheme) -> None:
    complete, not_complete = Choice(Act.COMPLETE, "names"), Choice(Act.COMPLETE, "names", State.REJECT)
    standing, changes = run(plain_scheme, complete, complete)
    assert (standing.complete, standing.decided) == (("names",), False)
    assert changes[1] is None
    assert run(plain_scheme, complete, not_complete)[0] == UNSEEN
    assert run(plain_scheme, not_complete)[1] == [None]
    for layer in ("labels", "wings"):
        with pytest.raises(RequestError, match=f'"{layer}" is no layer'):
            run(plain_scheme, Choice(Act.COMPLETE, layer))


def test_speaker_of_a_quote_is_a_link(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    text = "“We go,” the ministry said, and Gaidai agreed."

    def words(start: int, end: int) -> Target:
        anchor = make_anchor(text, Span(start, end), "h")
        return Target(target_id("span", anchor), TargetKind.SPAN, anchor)

    quote, ministry, gaidai = words(0, 8), words(9, 21), words(32, 38)
    shard = Shard("anna", article_ref)

    def say(link: Target | None, state: State = State.ACCEPT) -> Change | None:
        nonlocal shard
        choice = Choice(Act.SPEAKER, state=state, link=link)
        change = decide(shard, quote, choice, plain_scheme, next(stamps))
        shard = apply(shard, change) if change else shard
        return change

    first = say(ministry)
    assert first is not None
    assert first.operation.words == "“the ministry” speaks on ““We go,””"
    assert {ministry.id, quote.id} == set(shard.targets)
    assert say(ministry) is None
    assert say(gaidai) is not None
    (one,) = shard.annotations.values()
    assert (one.kind, one.target, one.link) == (Kind.SPEAKER, quote.id, gaidai.id)
    assert say(None) is not None
    assert [one.link for one in shard.annotations.values()] == [None]
    assert say(None, State.REJECT) is not None
    assert not shard.annotations
    with pytest.raises(RequestError, match="a speaker is said of a quote"):
        decide(shard, block_target(1), Choice(Act.SPEAKER, link=gaidai), plain_scheme, next(stamps))


def test_many_places_are_one_change(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    shard = Shard("anna", article_ref)
    first = decide(shard, block_target(2), setting("war"), plain_scheme, next(stamps))
    assert first is not None
    shard = apply(shard, first)
    targets = [block_target(number) for number in (1, 2, 3)]
    change = decide_all(shard, targets, setting("war"), plain_scheme, next(stamps))
    assert change is not None
    assert change.operation.words == "War on 2 paragraphs"
    assert len({edit.annotation_id for edit in change.operation.edits}) == 2
    shard = apply(shard, change)
    assert all(stand(shard.about(one.id), plain_scheme).accepted == ("war",) for one in targets)
    assert decide_all(shard, targets, setting("war"), plain_scheme, next(stamps)) is None
