"""The sessions of pairs: what became of those planned, and how often pairs meet."""

from __future__ import annotations

from typing import Literal

from analytics.catalog.definition import Measure


def _share(name: str, label: str, direction: Literal[-1, 1], which: str) -> Measure:
    return Measure(
        name=name,
        label=label,
        unit="%",
        low=0.0,
        high=100.0,
        direction=direction,
        population="pairs",
        definition=f"Sessions {which} out of sessions planned; a session counts once.",
        numerator=f"sessions {which}",
        denominator="sessions held, cancelled or missed",
        window="from the program's launch to the newest session",
        exclusions="sessions still to come",
        method="interval of a ratio over pairs",
    )


SESSIONS = (
    _share("session_completion", "Sessions held", 1, "held"),
    _share("cancelled_share", "Sessions cancelled", -1, "cancelled"),
    _share("no_show_share", "Sessions missed", -1, "missed because somebody did not show up"),
    Measure(
        name="cadence",
        label="Cadence",
        unit="sessions per pair and 30 days",
        low=0.0,
        high=30.0,
        direction=1,
        population="pairs",
        definition="Held sessions per pair and 30 days that the pair was active.",
        numerator="sessions held",
        denominator="days that pairs were active, divided by 30",
        window="from each pair's start to its end or to the newest session",
        exclusions="pairs that never started",
        method="interval of a ratio over pairs",
    ),
    Measure(
        name="median_gap",
        label="Weeks between sessions",
        unit="weeks",
        low=0.0,
        high=100.0,
        direction=-1,
        population="pairs",
        definition=(
            "Median over pairs of each pair's median time from one held session to the next, to the nearest week."
        ),
        numerator="the pair in the middle of all, by its median time between sessions",
        denominator="pairs that held two sessions or more",
        window="from each pair's first held session to its newest",
        exclusions="pairs that held fewer than two sessions; the time since a pair's newest session; groups in which "
        "fewer than five pairs are at or beyond a limit",
        method="order-statistic interval of a median, widened by the half week that rounding hides",
    ),
    Measure(
        name="at_agreed_cadence",
        label="Pairs at their agreed cadence",
        unit="%",
        low=0.0,
        high=100.0,
        direction=1,
        population="pairs",
        definition=(
            "Pairs that held as many sessions as they agreed on for the days they were active, a fraction of a "
            "session not asked for, out of pairs that agreed on a number."
        ),
        numerator="pairs with at least the agreed sessions per 30 days, to the nearest three",
        denominator="pairs that agreed on a number and were active for 30 days or more",
        window="from each pair's start to its end or to the newest session",
        exclusions="pairs without an agreed number; pairs active for fewer than 30 days",
        method="Wilson interval of a share, widened by what counting in threes hides",
    ),
)
