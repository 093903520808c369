"""The changes of a release: the same people in the first wave and the last, and in the last two."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.measures.changes import MEASURES, Change, changes, question
from analytics.measures.finding import Estimate, Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine import DuckDBEngine


def changes_between_waves(
    engine: DuckDBEngine, waves: Sequence[str], denominators: Mapping[str, Mapping[str, int]]
) -> list[dict[str, Any]]:
    """What changed for the same people, by scale and arm, as plain data.

    Args:
        engine: The engine.
        waves: The published waves, oldest first.
        denominators: Integer steps of a score, by wave and scale.
    """
    found: list[dict[str, Any]] = []
    for measure in MEASURES:
        asked = [wave for wave in waves if measure in denominators.get(wave, {})]
        for pair in _pairs(asked):
            steps = (denominators[pair[0]][measure], denominators[pair[1]][measure])
            rows = engine.rows(question(measure, pair, steps))
            found += [{"measure": measure, **asdict(one)} for one in changes(measure, rows, pair, steps)]
    return found


def read_change(document: Mapping[str, Any]) -> Change:
    """A change in its plain form."""
    stated = document["change"]
    estimate = Estimate(**{**stated, "interval": Interval(**stated["interval"])})
    plain = ("earlier", "silent", "left", "mean_of_both", "mean_of_lost")
    return Change(change=estimate, **{name: document[name] for name in plain})


def _pairs(waves: Sequence[str]) -> list[tuple[str, str]]:
    """The first wave and the last, and the last two where these are others.

    >>> _pairs(["a", "b", "c"]), _pairs(["a", "b"]), _pairs(["a"])
    ([('a', 'c'), ('b', 'c')], [('a', 'b')], [])
    """
    *others, last = waves or ("",)
    return [(one, last) for one in dict.fromkeys((*others[:1], *others[-1:]))]
