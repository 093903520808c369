"""The themes of comments in a release, and where they come from; nothing where comments are not kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures.finding import Outcome, Provenance, Released, Undefined, Withheld
from analytics.measures.themes import DIMENSIONS, Comment, Theme, ThemeCell, Themes, ThemeShare, question, themes
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.program import Program
    from analytics.release.facts import Facts

NOT_KEPT = (
    "Comments are not kept: the steward can allow it with [comments] keep = true in twoway.toml, and import the "
    "surveys again."
)
NO_COMMENTS = "No comments of this survey are kept."


def all_themes(engine: Engine, program: Program) -> dict[str, Any]:
    """The themes of every survey with comments, or why there are none, as plain data by wave."""
    if not program.comments.keep:
        return {"reason": NOT_KEPT, "waves": {}}
    comments: dict[str, list[Comment]] = defaultdict(list)
    for row in engine.rows(question()):
        categories = {name: str(row[name]) for name in DIMENSIONS}
        comments[str(row["wave"])].append(
            Comment(text=str(row["comment"]), people=count(row, "people"), categories=categories)
        )
    return {
        "reason": NO_COMMENTS,
        "waves": {wave: _plain(themes(wave, comments[wave])) for wave in sorted(comments)},
    }


def read_themes(document: Mapping[str, Any]) -> Outcome[Themes]:
    """The themes of a survey in their plain form."""
    if "reason" in document:
        return Undefined(reason=document["reason"])
    found = Themes(
        wave=document["wave"],
        n=document["n"],
        themes=tuple(_theme(one) for one in document["themes"]),
        terms=tuple(document["terms"]),
        stability=document["stability"],
    )
    return Released(value=found, n=found.n)


def themes_provenance(facts: Facts) -> Provenance:
    """Where themes come from."""
    asked = question()
    return replace(
        provenance(facts, "satisfaction", {}),
        definition="What people write in answers of free text: groups of words that go together.",
        numerator="people whose comment belongs to a theme more than to any other",
        denominator="people who wrote a comment, one vote each",
        window="one survey",
        exclusions=(
            "e-mail addresses, numbers, ids and names are taken out at import; words that fewer than ten people use; "
            "themes and groups with fewer than ten people in them or outside of them"
        ),
        method=(
            "TF-IDF and non-negative matrix factors, as many as come back best from four fifths of the comments; "
            "shares to the nearest 5 %, Wilson's interval for every share that this can stand for"
        ),
        sql=asked.sql(),
        values={},
    )


def _plain(outcome: Outcome[Themes]) -> dict[str, Any]:
    match outcome:
        case Released(value=value):
            return asdict(value)
        case Withheld(reason=reason) | Undefined(reason=reason):
            return {"reason": reason}


def _theme(document: Mapping[str, Any]) -> Theme:
    cells = (
        ThemeCell(dimension=one["dimension"], category=one["category"], share=ThemeShare(**one["share"]))
        for one in document["cells"]
    )
    return Theme(terms=tuple(document["terms"]), share=ThemeShare(**document["share"]), cells=tuple(cells))
