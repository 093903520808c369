"""A first reading of each question, from its own cells alone: numbers, labels, options, text, a date, or metadata."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from analytics.imports.groups import is_mark
from analytics.imports.headings import dimension, is_amount, pattern
from analytics.imports.labels import best_fit, code_and_words, label_key
from analytics.imports.near_labels import corrected, has_no_experience, is_in_doubt
from analytics.imports.numbers_in_words import are_counts, ends_of_scale, has_unit, number_in
from analytics.imports.options_in_cells import Joined, joined
from analytics.imports.profile import SEEN
from analytics.imports.question import whole
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.groups import Group
    from analytics.imports.profile import Profile

Nature: TypeAlias = Literal[
    "metadata",
    "date",
    "dimension",
    "text",
    "single",
    "joined",
    "numbers",
    "amounts",
    "labels",
    "points",
    "options",
    "stated",
]

PLAUSIBLE = {"age": (14, 100), "birth_year": (1900, 2020)}
"""Ages and years of birth of people who may answer."""
_MOSTLY_NUMBERS = 0.9
_ENOUGH_TO_HAVE_STRAYS = 10
_MOST_LABELS, _MOSTLY_LABELS = 12, 0.95
_LARGEST_POINT = 10
_LARGEST_CODE_AMONG_POINTS = 9999
_TEXT_LENGTH = 60
_TEXT_SHARE = 0.5
_MOST_CATEGORIES = 80
_NOT_CHOSEN = {0.0, *map(float, SEEN)}
_MOST_SURPRISING = 9.0
_RARE = 0.02
_FEWEST_OF_SET, _MOST_STRAYS = 4, 0.15
_ID = re.compile(r"(?i)(\A|[ _-])(id|uuid|guid)\Z|(?-i:[a-z]I[Dd])\Z|(?-i:\Aid(_|[A-Z]))")
_ID_NAME = re.compile(
    r"(?i)(^|[^a-z])(id|nr|no|number|index|#|key|code)\.?\Z|"
    r"(^|[^a-z])(trans|case|uniq|row|rec)id\Z|^(序号|编号|連番|通し番号)\Z"
    r"|unnamed|^column \d+\Z|employee ?number|uniqueid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A first reading of one question.

    Args:
        group: Its columns.
        nature: What its cells hold.
        role: What metadata holds or which dimension it is, else None.
        numbers: How often each whole number was answered, numbers in labels counted in.
        codes: Labels that carry a number, with it.
        ends: Labels that stand for the lowest, the middle or the highest answer among numbers: 0, 1 or 2.
        labels: How often each label was answered, for an ordered set.
        strays: Cells that do not belong to the rest, and how often.
        outs: Labels of people who have not met what is asked about; they do not count.
        spelled: Labels that are misspelt, with the letters of what they stand for.
        joined: The options in the cells of a multi-select in one column.
        stated: The number of each label as the file itself states them.
        is_mixed: Whether two scales stand in one column.
        reason: Why it was read so.
    """

    group: Group
    nature: Nature
    role: str | None = None
    numbers: Counter[int] = field(default_factory=Counter)
    codes: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    strays: Counter[str] = field(default_factory=Counter)
    outs: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)
    joined: Joined | None = None
    stated: Mapping[str, int] = field(default_factory=dict)
    is_mixed: bool = False
    reason: str = ""

    @property
    def profile(self) -> Profile:
        """The answers of the question's first column."""
        return self.group.profiles[0]


def draft(group: Group) -> Draft:
    """The first reading of a question.

    Args:
        group: Its columns with their answers.
    """
    if group.shape in {"points", "options"}:
        return Draft(
            group=group, nature="points" if group.shape == "points" else "options", reason="One column an option."
        )
    profile = group.profiles[0]
    role = profile.column.role
    if role not in {None, "open_ended"}:
        return Draft(group=group, nature="metadata", role=role, reason="A column that the survey tool adds.")
    if not profile.counts:
        return Draft(group=group, nature="text", reason="Nobody answered.")
    if _is_identifier(profile):
        return Draft(group=group, nature="metadata", role="identifier", reason="A name for each row.")
    if profile.is_date and profile.n_numbers < profile.n:
        return Draft(group=group, nature="date", reason="Dates.")
    return _of_answers(group, profile)


def _is_identifier(profile: Profile) -> bool:
    """Whether rows have names of their own under a heading that says so."""
    name = profile.column.name
    is_distinct = profile.n_different == profile.n > 1 and profile.n_numbers == profile.n
    has_id = bool(_ID.search(name))
    if has_id and (profile.n_different > _MOST_CATEGORIES or profile.n_numbers == profile.n):
        return True
    return is_distinct and (bool(_ID_NAME.search(name)) or _numbers_rows(profile))


def _numbers_rows(profile: Profile) -> bool:
    """Whether the numbers are those of the rows: each from the first to the last once, one after the other."""
    values = [value for text in profile.counts if (value := whole(text)) is not None]
    n = len(values)
    return n == profile.n >= _ENOUGH_TO_HAVE_STRAYS and values == list(range(values[0], values[0] + n))


def _of_answers(group: Group, profile: Profile) -> Draft:
    """The reading of cells that people filled in."""
    if pattern("postcode").search(group.text):
        return Draft(group=group, nature="text", reason="The heading asks for a postal code.")
    dim = dimension(group.text) if group.shape == "column" and not _is_yes_or_no(profile) else None
    if profile.column.labels and dim is None:
        return _as_stated(group, profile)
    numbers = _as_numbers(group, profile)
    if numbers is not None:
        return _as_age(numbers, dim) if dim in PLAUSIBLE and _are_plausible(numbers.numbers, dim) else numbers
    if dim is not None and len(profile.words) <= _MOST_CATEGORIES and not _has_several(profile):
        dim = "generation" if dim == "age" else dim
        return Draft(group=group, nature="dimension", role=dim, reason=f"The heading asks for {dim.replace('_', ' ')}.")
    if _is_open(profile):
        return Draft(group=group, nature="text", reason="The survey tool calls it open-ended.")
    labels = _as_labels(group, profile)
    return labels if labels is not None else _as_choice_or_text(group, profile)


def _is_yes_or_no(profile: Profile) -> bool:
    """Whether answers say yes or no: to a question about offices or departments, not which one it is."""
    marks = sum(map(is_mark, profile.words))
    return bool(profile.words) and (marks == len(profile.words) or marks > 1)


def _has_several(profile: Profile) -> bool:
    """Whether cells hold several answers that a semicolon parts: an option about ages or places, not one's own."""
    several = joined(profile)
    return several is not None and several.separator == ";" and several.n_joined > 0


def _as_stated(group: Group, profile: Profile) -> Draft:
    """The reading as the file states it: which number each label stands for."""
    stated = {trimmed(label): int(value) for label, value in profile.column.labels}
    known = {*stated, *profile.column.not_applicable}
    low, high = min(stated.values()), max(stated.values())
    return Draft(
        group=group,
        nature="stated",
        stated=stated,
        strays=Counter(
            {
                text: n
                for text, n in profile.counts.items()
                if text not in known and not ((value := whole(text)) is not None and low <= value <= high)
            }
        ),
        reason="The file states the number of each label.",
    )


def _is_open(profile: Profile) -> bool:
    column = profile.column
    return column.role == "open_ended" or column.key.upper().endswith("TEXT")


def _are_plausible(numbers: Counter[int], role: str) -> bool:
    """Whether most numbers can be ages or years of birth: 1 to 6 are codes of age groups."""
    low, high = PLAUSIBLE[role]
    return sum(n for value, n in numbers.items() if low <= value <= high) * 2 >= numbers.total()


def _as_age(numbers: Draft, role: str) -> Draft:
    return Draft(
        group=numbers.group,
        nature="amounts",
        role=role,
        numbers=numbers.numbers,
        strays=numbers.strays,
        reason=f"The heading asks for {role.replace('_', ' ')}.",
    )


def _as_numbers(group: Group, profile: Profile) -> Draft | None:
    """The reading as numbers, with words at their ends or a few stray cells; None where they are not numbers."""
    words = profile.labels
    if not profile.numbers and not (words and are_counts(words)):
        return None
    if len(words) == 1 and profile.numbers.keys() <= _NOT_CHOSEN:
        return None
    codes = {word: code for word in words if (code := number_in(word)) is not None}
    ends = {} if codes else ends_of_scale(words)
    if words and len(codes) < len(words) and not ends:
        if not _are_strays(profile):
            return _mixed(group, profile)
        strays, codes, ends = words, {}, {}
    else:
        strays = Counter[str]()
    return _numbers(group, profile, codes, ends, strays)


def _numbers(
    group: Group, profile: Profile, codes: Mapping[str, int], ends: Mapping[str, int], strays: Counter[str]
) -> Draft | None:
    """The reading as numbers: points of a scale where they are few and small, amounts otherwise."""
    points = Counter[int]()
    for value, n in profile.numbers.items():
        if value.is_integer():
            points[int(value)] += n
    for word, code in codes.items():
        points[code] += profile.counts[word]
    is_whole = points.total() >= profile.numbers.total()
    inside = [value for value in points if -_LARGEST_POINT <= value <= _LARGEST_POINT]
    beyond = [value for value in points if value not in inside]
    few_beyond = len(beyond) <= 2 and all(abs(value) <= _LARGEST_CODE_AMONG_POINTS for value in beyond)  # noqa: PLR2004
    few_beyond = few_beyond and not {_LARGEST_POINT + 1, _LARGEST_POINT + 2} <= set(beyond)
    is_scale = is_whole and bool(inside) and few_beyond and not (is_amount(group.text) and not codes and not ends)
    is_scale = is_scale and not (codes and all(map(has_unit, codes)))
    if ends and not is_scale:
        return _mixed(group, profile)
    return Draft(
        group=group,
        nature="numbers" if is_scale else "amounts",
        numbers=points,
        codes=codes,
        ends=ends,
        strays=strays,
        reason="Numbers." if not is_scale else "Whole numbers.",
    )


def _are_strays(profile: Profile) -> bool:
    """Whether words are so few among numbers that they are slips."""
    return profile.n_answered >= _ENOUGH_TO_HAVE_STRAYS and profile.n_numbers >= _MOSTLY_NUMBERS * profile.n_answered


def _mixed(group: Group, profile: Profile) -> Draft | None:
    """The reading of a column in which labels of an ordered set stand beside numbers; None where they do not."""
    labels = profile.labels
    fit = best_fit([label_key(word) for word in labels], labels.total()) if len(labels) > 1 else None
    if fit is None or len(profile.numbers) < 2:  # noqa: PLR2004 - one number is a slip, not a scale
        return None
    return Draft(group=group, nature="single", is_mixed=True, reason="Numbers and labels of a scale in one column.")


def _as_labels(group: Group, profile: Profile) -> Draft | None:
    """The reading as labels in an order, a rare slip left aside; None where no set has them."""
    words = profile.labels
    if not words or len(words) > _MOST_LABELS or (len(words) == 1 and group.shape != "row"):
        return None
    outs = tuple(word for word in words if has_no_experience(word))
    met = Counter({word: n for word, n in words.items() if word not in outs})
    for labels in (words, met, _without_slips(words), _without_slips(met), _without_one(words)):
        if len(labels) > 1 or labels == words:
            found = _ordered(group, words, labels, outs if not labels.keys() & set(outs) else ())
            if found is not None:
                return found
    return _with_slips_of_the_pen(group, met, outs)


def _ordered(group: Group, words: Counter[str], labels: Counter[str], outs: Sequence[str]) -> Draft | None:
    """The reading of labels as an ordered set, all other words left aside; None where they are none."""
    codes = {word: code for word in labels if (code := code_and_words(word)[0]) is not None}
    if not _fits(labels, codes):
        return None
    return Draft(
        group=group,
        nature="labels",
        labels=labels,
        codes=codes if len(codes) == len(labels) else {},
        strays=Counter({word: n for word, n in words.items() if word not in labels and word not in outs}),
        outs=tuple(outs),
        reason="Labels in an order.",
    )


def _with_slips_of_the_pen(group: Group, words: Counter[str], outs: Sequence[str]) -> Draft | None:
    """The reading with misspelt labels as what they stand for; None where that gives no ordered set."""
    letters = {word: label_key(word) for word in words}
    spelled = {}
    for word, own in letters.items():
        right = corrected(own, [other for other in letters.values() if other != own])
        if right is not None:
            spelled[word] = right
    labels = Counter[str]()
    for word, n in words.items():
        labels[spelled.get(word, word)] += n
    found = _ordered(group, labels, labels, ()) if spelled and len(labels) > 1 else None
    return None if found is None else replace(found, outs=tuple(outs), spelled=spelled)


def _fits(labels: Counter[str], codes: Mapping[str, int]) -> bool:
    """Whether labels are an ordered set: known wordings, or a different small number in each."""
    if not labels:
        return False
    keys = {label_key(label) for label in labels}
    fit = best_fit(keys, labels.total())
    if fit is not None and fit.cost - fit.labels.rarity <= _MOST_SURPRISING:
        return True
    return len(codes) == len(labels) > 2 and _are_points(codes)  # noqa: PLR2004 - two numbered options are a choice


def _are_points(codes: Mapping[str, int]) -> bool:
    """Whether the numbers in labels are the points of a scale: different, small, from 0 or 1 without large gaps."""
    values = sorted(codes.values())
    low, high = values[0], values[-1]
    is_small = low in range(-_LARGEST_POINT, 3) and high <= _LARGEST_POINT
    return is_small and len(set(values)) == len(values) and high - low <= 2 * len(values)


def _without_slips(words: Counter[str]) -> Counter[str]:
    """Labels without those that hardly anyone wrote; all of them where answers are too few to tell."""
    n = words.total()
    if n < _ENOUGH_TO_HAVE_STRAYS * 2:
        return words
    kept = Counter({word: count for word, count in words.items() if count > max(1, _RARE * n)})
    return kept if kept.total() >= _MOSTLY_LABELS * n else words


def _without_one(words: Counter[str]) -> Counter[str]:
    """Labels without the one of few people beside which all others are a known set; all of them where there is none."""
    if len(words) <= _FEWEST_OF_SET or words.total() < _ENOUGH_TO_HAVE_STRAYS * 2:
        return words
    rare = sorted(
        (word for word, n in words.items() if n <= _MOST_STRAYS * words.total()), key=lambda word: not is_in_doubt(word)
    )
    others = (Counter({one: n for one, n in words.items() if one != word}) for word in rare)
    return next((left for left in others if best_fit(map(label_key, left), left.total()) is not None), words)


def _as_choice_or_text(group: Group, profile: Profile) -> Draft:
    """The reading as options joined in a cell, one option a cell, or free text."""
    several = joined(profile, is_multiple=bool(pattern("multiple").search(group.text)))
    if several is not None:
        return Draft(group=group, nature="joined", joined=several, reason="Several options in one cell.")
    n_different = profile.n_different
    is_text = n_different > _TEXT_SHARE * profile.n or profile.mean_length > _TEXT_LENGTH * (1 + 4 / n_different)
    if (is_text and profile.n > 1) or group.shape == "follow_up":
        return Draft(group=group, nature="text", reason="Nearly every answer is different.")
    return Draft(group=group, nature="single", reason="A few different answers.")
