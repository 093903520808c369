"""Everything that Twoway measures, with the words that define it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from analytics.catalog.definition import Measure
from analytics.catalog.sessions import SESSIONS
from analytics.catalog.ways import WAYS
from analytics.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping


def _score(name: str, label: str, definition: str) -> Measure:
    return Measure(
        name=name,
        label=label,
        unit="points",
        low=0.0,
        high=100.0,
        direction=1,
        population="survey",
        definition=definition,
        numerator="sum of the respondents' scale scores",
        denominator="respondents with a score",
        window="one survey wave",
        exclusions="respondents who answered fewer than half of the scale's items",
        method="t interval of a mean; groups compared by Welch's t",
    )


def _favorable(scale: str, label: str) -> Measure:
    return Measure(
        name=f"favorable_{scale}",
        label=f"Favorable: {label}",
        unit="%",
        low=0.0,
        high=100.0,
        direction=1,
        population="survey",
        definition=(
            f"Answers to the {scale} items in the top two of five or the top three of seven, reverse-keyed items "
            "turned, out of all answers to them; to the nearest 5 %."
        ),
        numerator="favorable answers to the scale's items",
        denominator="all answers to the scale's items",
        window="one survey wave",
        exclusions="items asked on other scales than five or seven; blank answers; groups of fewer than 30 respondents",
        method="Wilson interval with respondents as units, widened by what rounding to 5 % hides",
    )


def _rate(name: str, label: str, direction: Literal[-1, 1], events: str, definition: str) -> Measure:
    return Measure(
        name=name,
        label=label,
        unit="per 100 person-years",
        low=0.0,
        high=1000.0,
        direction=direction,
        population="eligible",
        definition=definition,
        numerator=f"{events}, to the nearest three",
        denominator="days at risk of everybody in the group, to the nearest three years, divided by 365.25",
        window="from the program's launch to the end of the roster",
        exclusions=(
            "time before launch; people who were never eligible; groups in which fewer than three people "
            "had it happen or did not"
        ),
        method="exact Poisson interval, widened by what counting in threes hides",
    )


_PERSON_TIME = " A participant's time counts for the pilot only from enrollment."
_SCALE_SCORE = "Mean of the scale's items on 0 to 100, reverse-keyed items turned, at least half of the items answered."

MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        _score("engagement", "Engagement", _SCALE_SCORE),
        _score("satisfaction", "Satisfaction", _SCALE_SCORE),
        _favorable("engagement", "Engagement"),
        _favorable("satisfaction", "Satisfaction"),
        Measure(
            name="enps",
            label="eNPS",
            unit="points",
            low=-100.0,
            high=100.0,
            direction=1,
            population="survey",
            definition="Share of answers 9 and 10 minus share of answers 0 to 6, times 100.",
            numerator="answers 9 and 10 minus answers 0 to 6",
            denominator="respondents who answered",
            window="one survey wave",
            exclusions="respondents who left the question blank",
            method="adjusted Wald interval (three quarters of a promoter and of a detractor added)",
        ),
        _score("bridging", "Bridging generations", _SCALE_SCORE),
        _score("match_quality", "Match quality", _SCALE_SCORE + " Asked of participants."),
        _score("safety", "Respect and safety", _SCALE_SCORE + " Asked of participants."),
        Measure(
            name="skills_gained",
            label="Skills gained",
            unit="points",
            low=-100.0,
            high=100.0,
            direction=1,
            population="survey",
            definition="Skill now minus skill before the program, both asked in the same wave, on 0 to 100.",
            numerator="sum of each participant's skill now minus skill before",
            denominator="participants who answered both questions",
            window="one survey wave",
            exclusions="participants who left either question blank",
            method="paired t interval of a mean change",
        ),
        Measure(
            name="exchange_balance",
            label="Exchange balance",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="survey",
            definition=(
                "1 minus the gap between both sides' mean gain in skill, divided by their sum: "
                "100 % is even, 0 % one-way."
            ),
            numerator="the smaller of both sides' mean gains, twice",
            denominator="the sum of both sides' mean gains",
            window="one survey wave",
            exclusions="participants who left either skill question blank; waves in which one side gained nothing",
            method="delta method on two independent means",
        ),
        Measure(
            name="match_quality_gap",
            label="Match quality: senior minus junior",
            unit="points",
            low=-100.0,
            high=100.0,
            direction=0,
            population="survey",
            definition="Mean match quality as seniors see it minus as juniors see it, on 0 to 100.",
            numerator="mean match quality of the senior mentees less that of the junior mentors",
            denominator="participants with a score, each side for itself",
            window="one survey wave",
            exclusions="respondents who answered fewer than half of the scale's items",
            method="Welch's t interval; the two sides are taken as independent",
        ),
        Measure(
            name="response",
            label="Response rate",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="survey",
            definition="People who responded out of eligible people employed on the day of the wave.",
            numerator="people on the roster who responded, to the nearest three",
            denominator="eligible people employed on that day",
            window="one survey wave",
            exclusions=(
                "respondents who are not on the roster; waves in which more than one in ten of them are not; "
                "groups in which fewer than three people responded or did not"
            ),
            method="Wilson interval of a share, widened by what counting in threes hides",
        ),
        Measure(
            name="retention",
            label="12-month retention",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="eligible",
            definition=(
                "Kaplan-Meier share of people employed on a first day who are still employed 365 days later. The first "
                "day is the program's launch, or the first month end on which ten people of the group are under "
                "observation; two groups are compared from the later of their first days. People join the clock on the "
                "day they are first eligible; a participant's time counts for the pilot only from enrollment. Where a "
                "step each month would be more numbers than may be published, the curve has fewer: each quarter, each "
                "half-year, or after 3, 6, 12 and 24 months; it is true on these days and tells nothing in between."
            ),
            numerator="people who left, by day since launch",
            denominator="people at risk on that day",
            window="365 days from the first day, none of them after the end of the roster",
            exclusions="people who left before launch; people who were never eligible; of people who came back, all "
            "but the latest employment",
            method="Kaplan-Meier with delayed entry, log-log interval",
        ),
        _rate(
            "turnover",
            "Turnover",
            -1,
            "people who left",
            "People who left for any reason, per 100 years that people were employed since launch." + _PERSON_TIME,
        ),
        Measure(
            name="turnover_by_headcount",
            label="Turnover by headcount",
            unit="%",
            low=0.0,
            high=1000.0,
            direction=-1,
            population="eligible",
            definition=(
                "People who left for any reason out of the mean headcount at month ends, over all the time for which "
                "the group's retention is shown: not for a year, and longer for groups that began earlier. Turnover "
                "per 100 person-years counts every day that somebody was employed instead, and is for a year."
                + _PERSON_TIME
            ),
            numerator="people who left after the first day of the group's retention curve, to the nearest three",
            denominator="mean of the headcounts on the later days of that curve, in threes: month ends since launch, "
            "or where fewer days are shown, each for the time since the day before it",
            window="from the first day of the group's retention curve to its last",
            exclusions="as for retention; people who join and leave again within a month count as leavers, and in no "
            "headcount",
            method="exact Poisson interval, widened by what counting in threes hides",
        ),
        _rate(
            "regretted_turnover",
            "Regretted turnover",
            -1,
            "people who left voluntarily",
            "People who left voluntarily, per 100 years that people were employed since launch." + _PERSON_TIME,
        ),
        _rate(
            "promotions",
            "Promotions",
            1,
            "moves to a higher level",
            "Moves to a higher level, per 100 years that people were employed since launch." + _PERSON_TIME,
        ),
        Measure(
            name="participation",
            label="Participation",
            unit="%",
            low=0.0,
            high=100.0,
            direction=0,
            population="eligible",
            definition="People enrolled since launch out of everyone who was eligible at some time since launch.",
            numerator="people enrolled in a pair",
            denominator="people eligible",
            window="from the program's launch to the end of the roster",
            exclusions="people who left before launch; people who were never eligible",
            method="Wilson interval of a share",
        ),
        *SESSIONS,
        Measure(
            name="activity",
            label="Active pairs",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="pairs",
            definition="Pairs that held a session in the last 30 days, out of pairs that had not ended before.",
            numerator="pairs with a held session in the 30 days up to the newest session, to the nearest three",
            denominator="pairs that had started and had not ended before these 30 days",
            window="the 30 days up to the newest session",
            exclusions="pairs that ended earlier",
            method="Wilson interval of a share, widened by what counting in threes hides",
        ),
        Measure(
            name="pair_survival",
            label="Pairs still meeting after 6 months",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="pairs",
            definition=(
                "Kaplan-Meier share of pairs that after 182 days have neither closed nor been silent for 60 days in "
                "a row."
            ),
            numerator="pairs that closed or had their first 60 days without a held session, by day since their start",
            denominator="pairs under observation on that day",
            window="from each pair's start to its end or to the newest session",
            exclusions=(
                "pairs that never started; an end with the reason completed or program end only ends observation"
            ),
            method="Kaplan-Meier, log-log interval",
        ),
        Measure(
            name="support_share",
            label="One-way support",
            unit="%",
            low=0.0,
            high=100.0,
            direction=-1,
            population="pairs",
            definition="Held sessions whose topic was one-way tool support, out of held sessions.",
            numerator="held sessions with one-way support",
            denominator="sessions held",
            window="from the program's launch to the newest session",
            exclusions="sessions for which this was not recorded",
            method="interval of a ratio over pairs",
        ),
        Measure(
            name="goal_attainment",
            label="Goals met",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="pairs",
            definition="Goals met out of goals set, by what they said when they were set.",
            numerator="goals met",
            denominator="goals set",
            window="from the program's launch to the newest goal",
            exclusions="none",
            method="interval of a ratio over pairs",
        ),
        *WAYS,
    )
}

SCALES = ("engagement", "satisfaction", "enps", "match_quality", "safety", "bridging", "skills_before", "skills_now")


def measure(name: str) -> Measure:
    """The measure of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in MEASURES:
        raise UnknownNameError("measure", name, MEASURES)
    return MEASURES[name]
