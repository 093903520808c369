"""The one dictionary: dimensions, measures, scales and generation schemes, by the name used everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analytics.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

UNDISCLOSED = "Undisclosed"
PILOT = "Pilot"
COMPARISON = "Comparison"
NOT_ENROLLED = "Not enrolled"
JUNIOR = "Junior mentor"
SENIOR = "Senior mentee"

Population = Literal["survey", "eligible", "pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One way to divide people.

    Args:
        name: Name in queries, addresses and the command line.
        label: Words on screen.
        phrase: How a filter on it reads in a sentence, with `{}` for the categories.
    """

    name: str
    label: str
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that Twoway measures.

    Args:
        name: Name in queries, addresses and the command line.
        label: Words on screen.
        unit: Unit of the value, as printed behind it.
        low: Smallest possible value, in `unit`.
        high: Largest possible value, in `unit`.
        direction: 1 where more is better, -1 where less is, 0 where neither.
        population: Whom it is measured on.
        definition: One sentence that a reader can check.
        numerator: What is counted or summed.
        denominator: What it is divided by.
        window: The period it covers.
        exclusions: Who or what is left out.
        method: How its interval is made.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    direction: Literal[-1, 0, 1]
    population: Population
    definition: str
    numerator: str
    denominator: str
    window: str
    exclusions: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation of a scheme, from its first to its last birth year, both included."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationScheme:
    """A division of birth years into generations.

    Args:
        name: Name in settings.
        label: Words on screen, with the source.
        generations: The generations, oldest first.
    """

    name: str
    label: str
    generations: tuple[Generation, ...]

    def generation(self, birth_year: int | None) -> str:
        """The generation of a birth year, or "Undisclosed".

        >>> GENERATION_SCHEMES["pew"].generation(1990)
        'Millennial'
        """
        if birth_year is None:
            return UNDISCLOSED
        for one in self.generations:
            if one.first <= birth_year <= one.last:
                return one.label
        return UNDISCLOSED


def _by_name(*items: Dimension) -> dict[str, Dimension]:
    return {item.name: item for item in items}


DIMENSIONS: Mapping[str, Dimension] = _by_name(
    Dimension(name="arm", label="Group", phrase="in the {} group"),
    Dimension(name="cohort", label="Cohort", phrase="of cohort {}"),
    Dimension(name="role", label="Role", phrase="with the role {}"),
    Dimension(name="generation", label="Generation", phrase="of the generation {}"),
    Dimension(name="gender", label="Gender", phrase="of gender {}"),
    Dimension(name="ethnicity", label="Ethnicity", phrase="of ethnicity {}"),
    Dimension(name="business_unit", label="Business unit", phrase="in the business unit {}"),
    Dimension(name="level", label="Level", phrase="at level {}"),
    Dimension(name="location", label="Location", phrase="in {}"),
)

GENERATION_SCHEMES: Mapping[str, GenerationScheme] = {
    scheme.name: scheme
    for scheme in (
        GenerationScheme(
            name="pew",
            label="Pew Research Center",
            generations=(
                Generation(label="Silent", first=1928, last=1945),
                Generation(label="Boomer", first=1946, last=1964),
                Generation(label="Gen X", first=1965, last=1980),
                Generation(label="Millennial", first=1981, last=1996),
                Generation(label="Gen Z", first=1997, last=2012),
            ),
        ),
        GenerationScheme(
            name="founding-text",
            label="Founding text (X 1965-76, Y 1977-98)",
            generations=(
                Generation(label="Silent", first=1928, last=1944),
                Generation(label="Boomer", first=1945, last=1964),
                Generation(label="Gen X", first=1965, last=1976),
                Generation(label="Gen Y", first=1977, last=1998),
                Generation(label="Gen Z", first=1999, last=2012),
            ),
        ),
    )
}


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


_SCALE_SCORE = "Mean of the scale's items on 0 to 100, reverse-keyed items turned, at least half of the items answered."

MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        _score("engagement", "Engagement", _SCALE_SCORE),
        _score("satisfaction", "Satisfaction", _SCALE_SCORE),
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
            name="retention",
            label="12-month retention",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="eligible",
            definition=(
                "Kaplan-Meier share still employed 365 days after the program's launch. People join the clock on the "
                "day they are first eligible; a participant's time counts for the pilot only from enrollment."
            ),
            numerator="people who left, by day since launch",
            denominator="people at risk on that day",
            window="from the program's launch to the end of the roster",
            exclusions="people who left before launch; people who were never eligible",
            method="Kaplan-Meier with delayed entry, log-log interval",
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
        Measure(
            name="session_completion",
            label="Sessions held",
            unit="%",
            low=0.0,
            high=100.0,
            direction=1,
            population="pairs",
            definition="Sessions held out of sessions planned; a session counts once.",
            numerator="sessions held",
            denominator="sessions held, cancelled or missed",
            window="from the program's launch to the newest session",
            exclusions="sessions still to come",
            method="interval of a ratio over pairs",
        ),
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
    )
}

SCALES = ("engagement", "satisfaction", "enps", "match_quality", "safety", "bridging", "skills_before", "skills_now")


def dimension(name: str) -> Dimension:
    """The dimension of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in DIMENSIONS:
        raise UnknownNameError("dimension", name, DIMENSIONS)
    return DIMENSIONS[name]


def measure(name: str) -> Measure:
    """The measure of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in MEASURES:
        raise UnknownNameError("measure", name, MEASURES)
    return MEASURES[name]


def generation_scheme(name: str) -> GenerationScheme:
    """The generation scheme of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in GENERATION_SCHEMES:
        raise UnknownNameError("generation scheme", name, GENERATION_SCHEMES)
    return GENERATION_SCHEMES[name]
