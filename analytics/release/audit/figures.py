"""The figures in the findings of a release: what each is about, how many numbers it is, and its value to a reader."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from analytics.measures.favorable import SCALES
from analytics.release.audit.budget import LEAVING, Figure, comments_outcome, score_outcome
from analytics.release.audit.candidate import (
    OF_ALL,
    OF_CHANGES,
    OF_MODELS,
    OF_PARTS,
    OF_TWO,
    UNWANTED,
    WHOLE,
    Candidate,
    named,
)
from analytics.release.audit.curve_figures import curves_of, departures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.release.audit.candidate import Documents, Wanted

NUMBERS = {"favorable": 1, "bands": 2}
WORDS = {"favorable": "favorable share", "bands": "shares in bands"}


def candidates(found: Mapping[str, Any], wanted: Wanted) -> list[Candidate]:
    """Every figure but the comparisons of pilots, the most valuable first; equals in the order of the document.

    Args:
        found: The findings as plain data.
        wanted: What decides the order among figures of one kind.
    """
    every = [
        *curves_of(found["curves"], wanted),
        *departures_of(found["departures"], wanted),
        *_of_cells("favorable", found["favorable"], wanted),
        *_of_cells("bands", found["bands"], wanted),
        *_raked(found["raked"]),
        *_reliabilities(found["reliability"]),
        *_changes(found["changes"]),
        *_pair_changes(found["pair_changes"]),
        *_drivers(found["drivers"], wanted),
        *_themes(found["themes"]["waves"]),
    ]
    return sorted(every, key=lambda one: one.order)


def _of_cells(section: str, documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        outcome = score_outcome(SCALES.get(one["measure"], one["measure"]), one["wave"])
        yield Candidate(
            order=(
                (OF_ALL, OF_PARTS, OF_TWO)[len(one["categories"])],
                WHOLE,
                wanted.table(one["categories"]),
                -one["n"],
            ),
            section=section,
            place=place,
            figure=Figure(
                what=named(WORDS[section], one["categories"]), draws={outcome: NUMBERS[section]}, people=one["n"]
            ),
        )


def _raked(documents: Documents) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        draws = {score_outcome(one["measure"], one["estimate"]["wave"]): 1}
        figure = Figure(what="raked mean", draws=draws, people=one["estimate"]["n"])
        yield Candidate(order=(OF_ALL, WHOLE, -1, 0), section="raked", place=place, figure=figure)


def _reliabilities(documents: Documents) -> Iterator[Candidate]:
    """Alpha and omega of every scale, and the parts of its items: three numbers for each."""
    for place, one in enumerate(documents):
        scale = one["scale"]
        measure = "skills_gained" if scale.startswith("skills_") else scale
        outcome = score_outcome(measure, one["wave"])
        shown = sum(one[name] is not None for name in ("alpha", "omega"))
        whole = Figure(what=f"reliability of {scale}", draws={outcome: shown}, people=one["n"])
        parts = Figure(what=f"items of {scale}", draws={outcome: 3 * len(one["items"])}, people=one["asked"])
        yield Candidate(order=(OF_ALL, WHOLE, UNWANTED, 0), section="reliability", place=place, figure=whole)
        yield Candidate(order=(OF_PARTS, WHOLE, UNWANTED, 0), section="items", place=place, figure=parts)


def _changes(documents: Documents) -> Iterator[Candidate]:
    for place, one in enumerate(documents):
        numbers = 1 + sum(one[name] is not None for name in ("mean_of_both", "mean_of_lost", "silent"))
        waves = (one["earlier"], one["change"]["wave"])
        draws = {score_outcome(one["measure"], wave): numbers for wave in waves}
        draws |= {} if one["left"] is None else {LEAVING: 1}
        figure = Figure(what="change of the same people", draws=draws, people=one["change"]["n"])
        yield Candidate(order=(OF_CHANGES, WHOLE, 0, 0), section="changes", place=place, figure=figure)


def _pair_changes(documents: Documents) -> Iterator[Candidate]:
    """A change by both generations: one number about each of both waves; the largest groups come first."""
    for place, one in enumerate(documents):
        change = one["change"]
        draws = {score_outcome(one["measure"], wave): 1 for wave in (one["earlier"], change["wave"])}
        with_whom = f"{one['role']}: {one['junior_generation']} with {one['senior_generation']}"
        figure = Figure(what=f"change of the same people, {with_whom}", draws=draws, people=change["n"])
        yield Candidate(order=(OF_PARTS, WHOLE, 0, -change["n"]), section="pair_changes", place=place, figure=figure)


def _drivers(documents: Mapping[str, Mapping[str, Any]], wanted: Wanted) -> Iterator[Candidate]:
    """A model: how good it is (3 numbers), two a point of calibration and a group, one a factor and a level."""
    for target, one in documents.items():
        if "reason" in one:
            continue
        numbers = 3 + 2 * (len(one["calibration"]) + len(one["groups"]))
        numbers += sum(1 + len(driver["levels"]) for driver in one["drivers"])
        outcomes = (LEAVING,) if target == LEAVING else wanted.outcomes(target)
        yield Candidate(
            order=(OF_MODELS, WHOLE, 0, 0),
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
        yield Candidate(order=(OF_MODELS, WHOLE, 1, 0), section="themes", place=wave, figure=whole)
        for number, (dimension, numbers) in enumerate(of_dimension.items()):
            parts = Figure(what=f"themes by {dimension}", draws={outcome: numbers}, people=one["n"])
            place = theme_place(wave, dimension)
            yield Candidate(order=(OF_PARTS, WHOLE, number, 0), section="theme_cells", place=place, figure=parts)


def theme_place(wave: str, dimension: str) -> str:
    """Where the shares of themes by a dimension stand.

    >>> theme_place("2025-06", "gender")
    '2025-06 gender'
    """
    return f"{wave} {dimension}"
