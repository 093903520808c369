"""The questions of a file: columns grouped, cells read, then scales and label sets decided over all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.imports import families, scales
from analytics.imports.drafts import PLAUSIBLE, Draft, draft
from analytics.imports.families import Labeled
from analytics.imports.groups import groups, is_write_in
from analytics.imports.near_labels import doubt_about_order
from analytics.imports.options_in_cells import n_damaged
from analytics.imports.question import LARGEST_CODE, Question, number
from analytics.imports.rankings import without_ranks
from analytics.imports.scales import Numbers, Range
from analytics.imports.scored_labels import codes_of_families, scored
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.families import Decision
    from analytics.imports.profile import Profile

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The questions of a file, and what a person should know about them.

    Args:
        questions: The questions, in the order of the file.
        warnings: Answers off their scale, slips, two scales in one column, guesses to confirm.
    """

    questions: tuple[Question, ...]
    warnings: tuple[Notice, ...]


def questions(profiles: Sequence[Profile], records: Sequence[Sequence[str]]) -> Found:
    """The questions of a file.

    Args:
        profiles: Every column with its answers.
        records: The rows that are answers.
    """
    drafts = [draft(group) for group in groups(profiles, records)]
    ranges = _ranges(drafts)
    sets = _sets(drafts)
    codes = codes_of_families(drafts)
    built = [_question(one, ranges.get(index), sets.get(index), codes.get(index)) for index, one in enumerate(drafts)]
    built = without_ranks(built, records)
    return Found(questions=tuple(built), warnings=tuple(_notices(drafts, built)))


def _ranges(drafts: Sequence[Draft]) -> dict[int, Range | None]:
    """The scale of each question that is answered in whole numbers."""
    indexes = [index for index, one in enumerate(drafts) if one.nature == "numbers"]
    runs = _runs(drafts)
    numbers = [
        Numbers(
            text=_asked(drafts[index]),
            stem=drafts[index].profile.column.stem or drafts[index].group.text,
            counts=drafts[index].numbers,
            run=runs[index],
            has_low=0 in drafts[index].ends.values(),
            has_high=2 in drafts[index].ends.values(),  # noqa: PLR2004 - the mark of the highest answer
        )
        for index in indexes
    ]
    return dict(zip(indexes, scales.ranges(numbers), strict=True))


def _asked(one: Draft) -> str:
    """The words of a question as the file has them."""
    column = one.profile.column
    return f"{column.stem} {column.part}".strip() or one.group.text


def _runs(drafts: Sequence[Draft]) -> list[int]:
    """The run of neighboring number questions that each draft stands in; comments between them do not end a run."""
    runs, run, is_open = [], 0, False
    for one in drafts:
        if one.nature == "numbers":
            is_open = True
        elif is_open and one.group.shape != "follow_up":
            run, is_open = run + 1, False
        runs.append(run)
    return runs


def _sets(drafts: Sequence[Draft]) -> dict[int, Decision | None]:
    """The label set of each question that is answered in labels."""
    indexes = [index for index, one in enumerate(drafts) if one.nature == "labels"]
    labeled = [
        Labeled(stem=drafts[index].profile.column.stem or drafts[index].group.text, labels=drafts[index].labels)
        for index in indexes
    ]
    return dict(zip(indexes, families.decisions(labeled), strict=True))


def _question(one: Draft, scale: Range | None, labels: Decision | None, codes: Mapping[str, int] | None) -> Question:
    """The question that a draft has become, its scale or label set known."""
    profile, group = one.profile, one.group
    plain = Question(
        id=profile.column.key,
        columns=tuple(member.column.index for member in group.profiles),
        text=group.text or profile.column.name,
        kind="text",
        role=one.role,
        not_applicable=_absent(one),
        reason=one.reason,
    )
    match one.nature:
        case "metadata" | "date" | "dimension":
            return replace(plain, kind=one.nature)
        case "text":
            return replace(plain, not_applicable=())
        case "single":
            return _single(plain, one)
        case "joined" | "options" | "points":
            return _spread(plain, one)
        case "stated" | "labels":
            return _stated(plain, one) if one.stated else scored(plain, one, labels, codes or {})
        case "numbers" | "amounts":
            return _numeric(plain, one, scale)


def _absent(one: Draft) -> tuple[str, ...]:
    """Answers that do not count: "does not apply", and on a scale also "don't know"."""
    absent = {text for member in one.group.profiles for text in member.absent}
    absent |= {text for member in one.group.profiles for text in member.column.not_applicable}
    if one.nature in {"numbers", "amounts", "labels", "points", "stated"}:
        absent |= {text for member in one.group.profiles for text in member.unknown}
    absent |= set(one.outs)
    return tuple(sorted(absent))


def _single(plain: Question, one: Draft) -> Question:
    """A question with one option a cell; options that seem to stand in an order nobody knows are a question."""
    if one.is_mixed:
        return replace(plain, kind="single", confidence=0.3)
    doubt = doubt_about_order(one.profile.labels)
    if doubt:
        return replace(plain, kind="single", reason=doubt, confidence=0.5)
    return replace(plain, kind="single", confidence=0.9)


def _spread(plain: Question, one: Draft) -> Question:
    """A question with several options in a cell, or spread over columns."""
    group = one.group
    if one.joined is not None:
        return replace(plain, kind="multi", options=one.joined.options, separator=one.joined.separator, confidence=0.85)
    if one.nature == "options":
        return replace(plain, kind="single" if group.is_exclusive else "multi", options=group.options)
    scores = {option: score for option, score in zip(group.options, group.scores, strict=True) if score is not None}
    absent = tuple(option for option in group.options if option not in scores)
    is_numeric = all(number(option) is not None for option in scores)
    return replace(
        plain,
        kind="numeric" if is_numeric else "ordinal",
        options=group.options,
        labels=scores,
        not_applicable=absent or plain.not_applicable,
        scale_min=min(scores.values()),
        scale_max=max(scores.values()),
        reason="A rating with one column for each of its points.",
        confidence=0.97,
    )


def _stated(plain: Question, one: Draft) -> Question:
    """A question whose labels and numbers the file itself states; where numbers fall as words rise, it is reversed."""
    if any(is_write_in(label) for label in one.stated):
        return replace(
            plain, kind="single", reason=f"{one.reason} One of them is for other answers: they are no order."
        )
    is_turned = one.profile.column.is_turned
    return replace(
        plain,
        kind="ordinal" if any(text in one.stated for text in one.profile.words) else "numeric",
        labels=one.stated,
        scale_min=min(one.stated.values()),
        scale_max=max(one.stated.values()),
        is_reverse=is_turned,
        reason=f"{one.reason} Its highest number stands for the lowest answer." if is_turned else one.reason,
    )


def _numeric(plain: Question, one: Draft, scale: Range | None) -> Question:
    """A question answered in numbers."""
    if scale is None:
        low, high = PLAUSIBLE.get(one.role or "", (None, None))
        return replace(plain, kind="numeric", labels=dict(one.codes), scale_min=low, scale_max=high, confidence=0.8)
    ends = {0: scale.low, 1: (scale.low + scale.high) // 2, 2: scale.high}
    labels = dict(one.codes) | {word: ends[place] for word, place in one.ends.items()}
    outside = tuple(str(value) for value in scale.outside)
    return replace(
        plain,
        kind="numeric",
        labels=labels,
        scale_min=scale.low,
        scale_max=scale.high,
        is_range_stated=scale.is_stated,
        not_applicable=(*plain.not_applicable, *outside),
        reason=scale.reason,
        confidence=scale.confidence,
    )


def _notices(drafts: Sequence[Draft], built: Sequence[Question]) -> list[Notice]:
    """What a person should know about the questions, each kind of thing once."""
    outside = Counter({one.text: _n_outside(a, one) for a, one in zip(drafts, built, strict=True)})
    strays = Counter({one.text: a.strays.total() for a, one in zip(drafts, built, strict=True)})
    mixed = [one.text for a, one in zip(drafts, built, strict=True) if a.is_mixed]
    notices = []
    if named := _named(outside):
        message = f"Answers outside the scale count as not applicable: {named}. Confirm or change the scale."
        notices.append(Notice(code="value_outside_scale", message=message))
    if named := _named(strays):
        message = f"Cells that fit neither the scale nor the labels of their question are left out: {named}."
        notices.append(Notice(code="unreadable_answers", message=message))
    if named := _named(Counter({one.text: _n_damaged(a) for a, one in zip(drafts, built, strict=True)})):
        message = f"A spreadsheet seems to have turned options like 1-2 into dates, such as 2-Jan: {named}."
        notices.append(Notice(code="damaged_options", message=message))
    if mixed:
        message = f"Numbers and labels stand in one column, so no score was proposed: {_quoted(mixed)}."
        notices.append(Notice(code="mixed_scales", message=message))
    return notices


def _n_damaged(one: Draft) -> int:
    """Cells and options that a spreadsheet has turned into dates."""
    is_choice = one.nature in {"single", "joined", "labels", "amounts", "numbers"}
    return sum(map(n_damaged, one.group.profiles)) if is_choice else 0


def _n_outside(one: Draft, question: Question) -> int:
    """Answers that are numbers and not on the question's scale."""
    if one.nature not in {"numbers", "amounts"}:
        return 0
    low = -LARGEST_CODE if question.scale_min is None else question.scale_min
    high = LARGEST_CODE if question.scale_max is None else question.scale_max
    if question.scale_min is None and question.scale_max is None:
        return 0
    return sum(n for value, n in one.numbers.items() if not low <= value <= high)


def _named(counts: Counter[str]) -> str:
    """The questions with a count above 0, the largest first, with their counts."""
    found = [(text, n) for text, n in counts.most_common() if n]
    shown = ", ".join(f"{n} in '{_short(text)}'" for text, n in found[:_MOST_NAMED])
    return shown + (f" and {len(found) - _MOST_NAMED} more questions" if len(found) > _MOST_NAMED else "")


def _quoted(texts: Sequence[str]) -> str:
    shown = ", ".join(f"'{_short(text)}'" for text in texts[:_MOST_NAMED])
    return shown + (" …" if len(texts) > _MOST_NAMED else "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - what fits on a line
