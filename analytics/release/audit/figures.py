"""The figures in the findings of a release: what each is about, how many numbers it is, and its value to a reader."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.measures.favorable import SCALES
from analytics.release.audit.budget import LEAVING, Figure, comments_outcome, score_outcome
from analytics.release.audit.plan import PAIR_SURVIVAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Documents: TypeAlias = "Sequence[Mapping[str, Any]]"

ARM = "arm"
AT_ONCE, OF_ALL, OF_CHANGES, OF_ONE, OF_MODELS, OF_PARTS, OF_TWO, OF_DETAILS = 1, 3, 4, 5, 6, 8, 9, 10
"""Places in the order of `spending`; 2 and 7 are comparisons of pilots."""

NUMBERS = {"favorable": 1, "bands": 2}
WORDS = {"favorable": "favorable share", "bands": "shares in bands"}
CLOCKS = {"program": "retention since launch", "tenure": "retention by tenure", "pair": "how long pairs last"}
TELLING = 5
"""Steps from which on two curves that are alike in everything are of the same people."""

UNWANTED = 10_000
"""The place of a table that nobody asked for, and of what belongs to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What decides the order among figures of one kind.

    Args:
        tables: Pairs of dimensions, the most wanted first.
        waves: The waves, oldest first.
        surveyed: The measures that each wave has, by wave.
    """

    tables: Sequence[tuple[str, str]]
    waves: Sequence[str]
    surveyed: Mapping[str, Iterable[str]]

    def table(self, categories: Sequence[Sequence[str]]) -> int:
        """The place of the first table that a cell belongs to."""
        dimensions = {name for name, _ in categories}
        return next((place for place, one in enumerate(self.tables) if dimensions <= set(one)), UNWANTED)

    def outcomes(self, measure: str) -> tuple[str, ...]:
        """The outcomes that a figure about all waves of a measure draws on."""
        return tuple(score_outcome(measure, wave) for wave in self.waves if measure in self.surveyed[wave])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Whom a curve is about.

    Args:
        clock: Its clock.
        categories: The group; nothing for everyone.
        people: How many.
        points: What is shown of them; nothing where that is so little that others may have the same by chance.
    """

    clock: str
    categories: tuple[tuple[str, str], ...]
    people: int
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A figure of a document.

    Args:
        order: Its place in the order of `spending`, then that of its table, then people with most first.
        section: The section of the document that it stands in.
        place: Where it stands there.
        figure: What it is and how many numbers.
        group: Whom it is about, of a curve.
    """

    order: tuple[int, int, int]
    section: str
    place: int | str
    figure: Figure
    group: Group | None = None


def candidates(found: Mapping[str, Any], wanted: Wanted) -> list[Candidate]:
    """Every figure but the comparisons of pilots, the most valuable first; equals in the order of the document.

    Args:
        found: The findings as plain data.
        wanted: What decides the order among figures of one kind.
    """
    every = [
        *_curves(found["curves"], wanted),
        *_departures(found["departures"], wanted),
        *_of_cells("favorable", found["favorable"], wanted),
        *_of_cells("bands", found["bands"], wanted),
        *_raked(found["raked"]),
        *_reliabilities(found["reliability"]),
        *_changes(found["changes"]),
        *_drivers(found["drivers"], wanted),
        *_themes(found["themes"]["waves"]),
    ]
    return sorted(every, key=lambda one: one.order)


def _curves(documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        numbers = _steps(one["points"], leavers=6)
        yield Candidate(
            order=(_value_of_curve(one["clock"], one["categories"]), wanted.table(one["categories"]), -one["people"]),
            section="curves",
            place=place,
            figure=Figure(
                what=_named(CLOCKS[one["clock"]], one["categories"]),
                draws={PAIR_SURVIVAL if one["clock"] == "pair" else LEAVING: numbers},
                people=one["people"],
            ),
            group=Group(
                clock=one["clock"],
                categories=tuple((name, category) for name, category in one["categories"]),
                people=one["people"],
                points=repr(one["points"]) if numbers >= TELLING else "",
            ),
        )


def _value_of_curve(clock: str, categories: Sequence[Sequence[str]]) -> int:
    is_of_arms = _is_of_arms(categories)
    if clock == "program":
        return AT_ONCE if is_of_arms else (OF_ONE, OF_TWO)[len(categories) - 1]
    if clock == "pair":
        return OF_PARTS if categories else OF_ONE
    return OF_PARTS if is_of_arms else OF_DETAILS


def _is_of_arms(categories: Sequence[Sequence[str]]) -> bool:
    """Whether a group is everyone, the pilot, or its comparison."""
    return all(name == ARM for name, _ in categories)


def _departures(documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        numbers = sum(_steps(points, leavers=5) for points in one["points"].values())
        yield Candidate(
            order=(
                OF_PARTS if _is_of_arms(one["categories"]) else OF_DETAILS,
                wanted.table(one["categories"]),
                -one["people"],
            ),
            section="departures",
            place=place,
            figure=Figure(
                what=_named("departures by reason", one["categories"]), draws={LEAVING: numbers}, people=one["people"]
            ),
        )


def _steps(points: Sequence[Sequence[Any]], *, leavers: int) -> int:
    """How many different numbers of leavers a curve shows besides none; that nobody leaves is a number as well."""
    return max(len({point[leavers] for point in points} - {0}), 1)


def _of_cells(section: str, documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        outcome = score_outcome(SCALES.get(one["measure"], one["measure"]), one["wave"])
        yield Candidate(
            order=(
                (OF_ALL, OF_PARTS, OF_TWO)[len(one["categories"])],
                wanted.table(one["categories"]),
                -one["n"],
            ),
            section=section,
            place=place,
            figure=Figure(
                what=_named(WORDS[section], one["categories"]), draws={outcome: NUMBERS[section]}, people=one["n"]
            ),
        )


def _raked(documents: Documents) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        draws = {score_outcome(one["measure"], one["estimate"]["wave"]): 1}
        figure = Figure(what="raked mean", draws=draws, people=one["estimate"]["n"])
        yield Candidate(order=(OF_ALL, -1, 0), section="raked", place=place, figure=figure)


def _reliabilities(documents: Documents) -> Iterator[Candidate]:
    """Alpha and omega of every scale, and the parts of its items: three numbers for each."""
    for place, one in enumerate(documents):
        scale = one["scale"]
        measure = "skills_gained" if scale.startswith("skills_") else scale
        outcome = score_outcome(measure, one["wave"])
        shown = sum(one[name] is not None for name in ("alpha", "omega"))
        whole = Figure(what=f"reliability of {scale}", draws={outcome: shown}, people=one["n"])
        parts = Figure(what=f"items of {scale}", draws={outcome: 3 * len(one["items"])}, people=one["asked"])
        yield Candidate(order=(OF_ALL, UNWANTED, 0), section="reliability", place=place, figure=whole)
        yield Candidate(order=(OF_PARTS, UNWANTED, 0), section="items", place=place, figure=parts)


def _changes(documents: Documents) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        numbers = 1 + sum(one[name] is not None for name in ("mean_of_both", "mean_of_lost", "silent"))
        waves = (one["earlier"], one["change"]["wave"])
        draws = {score_outcome(one["measure"], wave): numbers for wave in waves}
        draws |= {} if one["left"] is None else {LEAVING: 1}
        figure = Figure(what="change of the same people", draws=draws, people=one["change"]["n"])
        yield Candidate(order=(OF_CHANGES, 0, 0), section="changes", place=place, figure=figure)


def _drivers(documents: Mapping[str, Mapping[str, Any]], wanted: Wanted) -> Iterator[Candidate]:
    """A model: how good it is (3 numbers), two a point of calibration and a group, one a factor and a level."""
    for target, one in documents.items():
        if "reason" in one:
            continue
        numbers = 3 + 2 * (len(one["calibration"]) + len(one["groups"]))
        numbers += sum(1 + len(driver["levels"]) for driver in one["drivers"])
        outcomes = (LEAVING,) if target == LEAVING else wanted.outcomes(target)
        yield Candidate(
            order=(OF_MODELS, 0, 0),
            section="drivers",
            place=target,
            figure=Figure(
                what=f"what goes with {target}", draws=dict.fromkeys(outcomes, numbers), people=one["people"]
            ),
        )


def _themes(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[Candidate]:
    """The themes of a survey with the share of each, and their shares in the groups of one dimension."""
    for wave, one in documents.items():
        if not one.get("themes"):
            continue
        outcome = comments_outcome(wave)
        of_dimension: dict[str, int] = defaultdict(int)
        for theme in one["themes"]:
            for cell in theme["cells"]:
                of_dimension[cell["dimension"]] += 1
        whole = Figure(what="themes of comments", draws={outcome: 1 + len(one["themes"])}, people=one["n"])
        yield Candidate(order=(OF_MODELS, 1, 0), section="themes", place=wave, figure=whole)
        for number, (dimension, numbers) in enumerate(of_dimension.items()):
            parts = Figure(what=f"themes by {dimension}", draws={outcome: numbers}, people=one["n"])
            place = theme_place(wave, dimension)
            yield Candidate(order=(OF_PARTS, number, 0), section="theme_cells", place=place, figure=parts)


def theme_place(wave: str, dimension: str) -> str:
    """Where the shares of themes by a dimension stand.

    >>> theme_place("2025-06", "gender")
    '2025-06 gender'
    """
    return f"{wave} {dimension}"


def _named(what: str, categories: Sequence[Sequence[str]]) -> str:
    return ", ".join((what, *(category for _, category in categories)))
