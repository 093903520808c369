"""Which columns are one question: options of a multi-select, points of a rating, rows of a grid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from analytics.imports.labels import best_fit, is_not_applicable, is_unknown
from analytics.imports.question import is_chosen, whole
from analytics.imports.records import Records
from analytics.imports.wording import key, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.imports.profile import Profile

Shape = Literal["column", "row", "follow_up", "options", "points"]

_MARKS = frozenset(
    {"1", "yes", "ja", "oui", "sí", "si", "sim", "sì", "はい", "true", "wahr", "x", "checked", "selected", "on"}
)
_NO_MARKS = frozenset(
    {"0", "no", "nein", "non", "não", "nao", "nee", "いいえ", "false", "falsch", "unchecked", "notselected", "off"}
)
_WRITE_IN = re.compile(
    r"(?i)(other|sonstige|autre|otro|outro|altro|anders)\b.*|comments?:?\Z|kommentar.*|why( not)?\??\Z|その他.*"
    r"|.*(please specify|bitte angeben|préciser|especifi|specificare).*"
)
_DAMAGED = frozenset({"#NAME?", "#REF!", "#VALUE!", "#ERROR!"})
_MOSTLY = 0.85
_FEWEST_POINTS = 3
_ENOUGH_ROWS = 30
_SLIPS = 0.005
_MOST_SPELLINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The columns of one question.

    Args:
        shape: "column" for a question of its own, "row" for one row of a grid, "follow_up" for a comment on the
            question before, "options" for one column an option, "points" for one column a point of a rating.
        profiles: Its columns.
        text: What was asked.
        options: What each column stands for, with the shapes "options" and "points".
        scores: Score of each option, with the shape "points".
        is_exclusive: Whether nobody chose two, with the shape "options".
    """

    shape: Shape
    profiles: tuple[Profile, ...]
    text: str
    options: tuple[str, ...] = ()
    scores: tuple[int | None, ...] = ()
    is_exclusive: bool = False


def is_mark(text: str) -> bool:
    """Whether a cell says yes or no, or that an option was chosen or not.

    >>> is_mark("TRUE"), is_mark("Not selected"), is_mark("Sales")
    (True, True, False)
    """
    return key(text) in _MARKS | _NO_MARKS


def is_write_in(text: str) -> bool:
    """Whether an option or a heading is for what nobody listed: "Other (please specify)"."""
    return bool(_WRITE_IN.match(text))


def groups(profiles: Sequence[Profile], records: Records | Sequence[Sequence[str]]) -> list[Group]:
    """The questions that columns form, in the order of the file.

    Args:
        profiles: Every column with its answers.
        records: The rows that are answers.
    """
    found: list[Group] = []
    by_column = Records.of(records)
    for run in _runs(profiles):
        found += _of_run(run, by_column) if len(run) > 1 else [_alone(run[0])]
    return sorted(found, key=lambda group: group.profiles[0].column.index)


def _alone(profile: Profile) -> Group:
    column = profile.column
    text = f"{column.stem} - {column.part}" if column.part and column.stem else column.stem or column.name
    return Group(shape="row" if column.part else "column", profiles=(profile,), text=text)


def _runs(profiles: Sequence[Profile]) -> Iterator[list[Profile]]:
    """Neighboring columns with one question text, or named by one text and their only answer."""
    run: list[Profile] = []
    prefix: str | None = None
    for profile in profiles:
        own = _prefix(profile)
        if prefix is not None and _is_empty_option(profile, prefix):
            own = prefix
        is_same_stem = bool(run) and _is_together(run[-1], profile)
        is_same_prefix = prefix is not None and own == prefix and _is_new_option(run, profile)
        if run and not (is_same_stem or is_same_prefix):
            yield run
            run = []
        run.append(profile)
        prefix = own
    if run:
        yield run


def _is_together(one: Profile, other: Profile) -> bool:
    """Whether two columns stand under one question text, as an option, a row or a comment of it."""
    a, b = one.column, other.column
    is_asked = a.role in {None, "open_ended"} and b.role in {None, "open_ended"}
    is_one = a.question == b.question and a.stem == b.stem
    return is_asked and bool(a.stem) and is_one and bool(b.part)


def _prefix(profile: Profile) -> str | None:
    """What stands before the only answer of a column in its heading: "3." of "3. Python"; None for other columns."""
    column = profile.column
    if column.role is not None or column.part or len(profile.words) != 1 or profile.numbers:
        return None
    (answer,) = profile.words
    name, ending = key(column.name), key(answer)
    if _is_numbered(name, ending):
        return ""
    # Between two digits a key has an "x" ("9. 3D" is "9x3d"): it belongs to neither side.
    return name.removesuffix(ending).removesuffix("x") if ending and name.endswith(ending) else None


def _is_numbered(name: str, answer: str) -> bool:
    """Whether a heading is an answer with a number behind, as programs set it behind headings that come again."""
    return bool(answer) and name.startswith(answer) and name[len(answer) :].removeprefix("x").isdigit()


def _is_empty_option(profile: Profile, prefix: str) -> bool:
    """Whether a column without answers may be one more option beside columns with a prefix."""
    column = profile.column
    return not profile.counts and column.role is None and not column.part and key(column.name).startswith(prefix)


def _is_new_option(run: Sequence[Profile], profile: Profile) -> bool:
    """Whether a column is not yet in a run: the same heading or option again begins the next question."""
    own = set(map(key, profile.words))
    return not any(
        key(profile.column.name) == key(member.column.name) or (own and own == set(map(key, member.words)))
        for member in run
    )


def _of_run(run: Sequence[Profile], records: Records) -> list[Group]:
    """The questions in columns under one text."""
    options = _coded_options(run) or [profile for profile in run if _is_option(profile)]
    chosen = [profile for profile in options if profile.counts]
    if len(options) < 2 or not chosen or len(options) * 2 < len(run):  # noqa: PLR2004 - one option is no choice
        return _rows(run)
    group = _choice(options, records)
    rest = [profile for profile in run if profile not in options]
    return [group, *(_follow_up(profile, group.profiles[0]) for profile in rest)]


def _coded_options(run: Sequence[Profile]) -> list[Profile]:
    """The columns of options where each holds nothing but a number of its own, as exports of codes have them."""
    asked = [profile for profile in run if profile.column.part and not _is_write_in(profile)]
    filled = [profile for profile in asked if profile.counts]
    codes = [whole(next(iter(profile.counts))) for profile in filled if len(profile.counts) == 1]
    numbers = [code for code in codes if code is not None]
    is_coded = len(numbers) == len(filled) > 0 and len(set(numbers)) == len(numbers)
    is_certain = len(filled) > 1 or all(
        asked.index(profile) in {code, code - 1} for profile, code in zip(filled, numbers, strict=False)
    )
    return asked if is_coded and is_certain and len(asked) > 1 else []


def _is_write_in(profile: Profile) -> bool:
    return bool(_WRITE_IN.match(profile.column.part)) and len(profile.words) > 1


def _is_option(profile: Profile) -> bool:
    """Whether a column holds nothing but its own name, or marks for chosen and not chosen."""
    column = profile.column
    if column.role == "open_ended" or len(profile.words) > _MOST_SPELLINGS:
        return False
    own = {key(column.part), key(column.part.lstrip("- ")), key(column.name)}
    name = key(column.name)
    n_own = sum(
        n
        for text, n in profile.counts.items()
        if key(text) in own or name.endswith(key(text)) or _is_numbered(name, key(text))
    )
    if _is_damaged(column.part) and len(profile.words) == 1:
        return True
    n_marks = sum(n for text, n in profile.counts.items() if key(text) in _MARKS | _NO_MARKS)
    n_absent = profile.absent.total()
    n_whole = profile.n - n_absent
    return max(n_own, n_marks) >= _MOSTLY * n_whole


def _choice(options: Sequence[Profile], records: Records) -> Group:
    """Columns of options as a rating over its points, or as a choice among options."""
    names = tuple(_option_name(profile) for profile in options)
    scores = _scores(names, sum(profile.n for profile in options))
    is_exclusive = _is_exclusive(options, records)
    stem = options[0].column.stem if options[0].column.part else _shared_heading(options)
    if scores is not None and is_exclusive:
        return Group(shape="points", profiles=tuple(options), text=stem, options=names, scores=scores)
    is_single = is_exclusive and len(records) >= _ENOUGH_ROWS
    return Group(shape="options", profiles=tuple(options), text=stem, options=names, is_exclusive=is_single)


def _option_name(profile: Profile) -> str:
    column = profile.column
    if _is_damaged(column.part) and len(profile.words) == 1:
        return next(iter(profile.words))
    if column.part:
        return trimmed(column.part.lstrip("- "))
    return next(iter(profile.words), column.name)


def _is_damaged(part: str) -> bool:
    """Whether a spreadsheet took an option such as "- Very likely" for a formula: its cells still have it."""
    return part in _DAMAGED


def _shared_heading(options: Sequence[Profile]) -> str:
    """What headings that end in their option have in front, or the options where there is nothing."""
    first = options[0]
    name, option = first.column.name, _option_name(first)
    before = name[: len(name) - len(option)].strip() if key(name).endswith(key(option)) else ""
    if any(character.isalnum() for character in before):
        return before
    return "; ".join(_option_name(profile) for profile in options)


def _scores(names: Sequence[str], n: int) -> tuple[int | None, ...] | None:
    """The score of each option of a rating, None for "does not apply" or "don't know"; None where it is no rating."""
    scored = [name for name in names if not (is_not_applicable(name) or is_unknown(name))]
    if len(scored) < _FEWEST_POINTS:
        return None
    codes = [whole(name) for name in scored]
    values: dict[str, int] = {}
    if all(code is not None for code in codes):
        values = {name: code for name, code in zip(scored, codes, strict=True) if code is not None}
        is_run = sorted(values.values()) == list(range(min(values.values()), min(values.values()) + len(scored)))
        values = values if is_run and min(values.values()) in {0, 1} else {}
    else:
        fit = best_fit([key(name) for name in scored], n)
        values = {name: fit.scores[key(name)] for name in scored} if fit else {}
    return tuple(values.get(name) for name in names) if len(values) == len(scored) else None


def _is_exclusive(options: Sequence[Profile], records: Records) -> bool:
    """Whether next to nobody chose two options."""
    n_chosen = np.zeros(len(records), dtype=np.int32)
    for profile in options:
        chosen = {text for text in profile.counts if is_chosen(text, _option_name(profile))}
        n_chosen += records.cells(profile.column.index).mask(chosen.__contains__)
    n_several = int(np.count_nonzero(n_chosen > 1))
    return bool(n_chosen.any()) and n_several <= _SLIPS * len(records)


def _rows(run: Sequence[Profile]) -> list[Group]:
    """Columns under one text that are questions of their own: rows of a grid, or a question and comments on it."""
    first = run[0]
    if first.column.part or first.column.role == "open_ended":
        return [_follow_up(one, first) if one is not first and _is_write_in(one) else _alone(one) for one in run]
    return [_alone(first), *(_follow_up(profile, first) for profile in run[1:])]


def _follow_up(profile: Profile, of: Profile) -> Group:
    """A comment on a question: named by its own heading, so that the question's text names the question alone."""
    text = f"{profile.column.part or profile.column.name} [follow-up to {of.column.key}]"
    return Group(shape="follow_up", profiles=(profile,), text=text)
