"""A pilot comparison as a release may hold it: every part filled, for tests of what is written, read and drawn."""

from __future__ import annotations

from analytics.comparison.evidence import (
    AssignedEffect,
    Assignment,
    BalanceRow,
    Basis,
    Caution,
    Check,
    CohortCurves,
    Counts,
    Effect,
    EValues,
    FlowStage,
    GroupEffect,
    Groups,
    Interaction,
    LeaveOneOut,
    LogRankTest,
    MissingOutcome,
    NaiveRetention,
    OutcomeEvidence,
    OverlapBin,
    Overturning,
    PilotComparison,
    RawMeans,
    RawRetention,
    RawShares,
    Specification,
)
from analytics.measures.finding import Curve, CurvePoint
from analytics.stats.outcome import Interval, Released, Undefined, Withheld

FLOW = (
    FlowStage(
        stage="not employed or not observed on the index date",
        removed=Counts(pilot=0, comparison=3105),
        left=Counts(pilot=500, comparison=15115),
    ),
    FlowStage(stage="not eligible", removed=Counts(pilot=0, comparison=2204), left=Counts(pilot=500, comparison=12911)),
    FlowStage(
        stage="nobody alike on the same day",
        removed=Counts(pilot=14, comparison=6120),
        left=Counts(pilot=486, comparison=6791),
    ),
    FlowStage(stage="compared", removed=Counts(pilot=0, comparison=0), left=Counts(pilot=486, comparison=6791)),
)
BALANCE = (
    BalanceRow(covariate="engagement_before", label="engagement before", before=0.42, after=0.0),
    BalanceRow(covariate="level", label="level: L2", before=-0.11, after=0.0),
    BalanceRow(covariate="level", label="level: L3", before=0.08, after=0.0),
    BalanceRow(covariate="tenure_band", label="tenure band: 1 to 3 years", before=0.27, after=0.0),
    BalanceRow(covariate="gender", label="gender: Woman", before=None, after=None),
)
OVERLAP = (
    OverlapBin(low=0.0, high=0.05, pilot=20, comparison=45),
    OverlapBin(low=0.05, high=0.1, pilot=35, comparison=35),
    OverlapBin(low=0.1, high=0.2, pilot=35, comparison=15),
    OverlapBin(low=0.2, high=1.0, pilot=10, comparison=5),
)
EVERYBODY = Basis(
    n=Counts(pilot=486, comparison=6791),
    flow=FLOW,
    answered=None,
    balance=BALANCE,
    overlap=OVERLAP,
    effective=Counts(pilot=455, comparison=5480),
)
ANSWERED = Basis(
    n=Counts(pilot=301, comparison=3260),
    flow=(
        *FLOW[:-1],
        FlowStage(
            stage="no survey answered in time",
            removed=Counts(pilot=185, comparison=3531),
            left=Counts(pilot=301, comparison=3260),
        ),
        FlowStage(stage="compared", removed=Counts(pilot=0, comparison=0), left=Counts(pilot=301, comparison=3260)),
    ),
    answered=Counts(pilot=62, comparison=48),
    balance=BALANCE,
    overlap=OVERLAP,
    effective=Counts(pilot=280, comparison=2510),
)


def effect(difference: float, reach: float, *, p: float | None = None, level: float = 0.95) -> Effect:
    """An estimate with a symmetric interval."""
    return Effect(
        difference=difference,
        interval=Interval(low=difference - reach, high=difference + reach, level=level),
        p=p,
    )


def curve(label: str, people: int, *, lost_a_month: float) -> Curve:
    """A curve of thirteen month ends that loses the same every month."""
    points = tuple(
        CurvePoint(
            day=month * 365 // 12,
            survival=100.0 - lost_a_month * month,
            low=max(0.0, 100.0 - lost_a_month * month - 0.3 * month),
            high=min(100.0, 100.0 - lost_a_month * month + 0.2 * month),
            standard_error=0.1 * month,
            at_risk=people - people * month // 100 // 3 * 3,
            leavers=people * month // 300 * 3,
        )
        for month in range(13)
    )
    return Curve(label=label, people=people, start=0, points=points)


def specifications(difference: float, reach: float) -> tuple[Specification, ...]:
    """The headline and three other estimates around it."""
    return (
        Specification(
            method="overlap_weights",
            label="Overlap weights",
            about="people who could have been in either group",
            effect=effect(difference, reach),
            is_headline=True,
        ),
        Specification(
            method="participant_weights",
            label="Participant weights",
            about="the participants",
            effect=effect(difference + 0.3, reach * 1.05),
        ),
        Specification(
            method="doubly_robust",
            label="Doubly robust",
            about="everybody compared",
            effect=effect(difference - 0.2, reach * 1.1),
        ),
        Specification(
            method="as_started",
            label="Overlap weights, as started",
            about="those whose pair started",
            effect=effect(difference + 0.6, reach * 1.1),
        ),
    )


def groups(difference: float, reach: float) -> tuple[Groups, ...]:
    """Effects by generation, one of them withheld and one undefined."""
    return (
        Groups(
            dimension="generation",
            effects=(
                GroupEffect(
                    label="Millennial",
                    n=Counts(pilot=349, comparison=4302),
                    outcome=Released(value=effect(difference, reach, p=0.04, level=0.975), n=4651),
                ),
                GroupEffect(
                    label="Gen Z",
                    n=Counts(pilot=118, comparison=1907),
                    outcome=Released(value=effect(difference + 1.0, reach * 2, p=0.2, level=0.975), n=2025),
                ),
                GroupEffect(label="Gen X", n=None, outcome=Withheld()),
                GroupEffect(
                    label="Boomer",
                    n=Counts(pilot=11, comparison=240),
                    outcome=Undefined(reason="Nobody of the pilot left."),
                ),
            ),
            family=2,
            interaction=Interaction(
                q=0.9, df=1, p=0.34, sentence="The differences vary no more than chance explains (p = 0.34)."
            ),
        ),
    )


def overturning(difference: float) -> Overturning:
    """Checks of which one speaks against the headline and two cannot be made."""
    return Overturning(
        e_values=EValues(
            of_estimate=2.1,
            of_limit=1.4,
            strongest="tenure band",
            strongest_ratio=1.3,
            sentence="Something unmeasured would have to multiply both the chance of taking part and the chance of "
            "staying by 1.4 to leave no clear difference; tenure band, the strongest thing measured, does so by 1.3.",
        ),
        placebo=Check(
            label="Engagement before the program",
            outcome=Released(value=effect(0.4, 1.2), n=2100),
            is_passed=True,
            sentence="Before the program the groups did not differ clearly.",
        ),
        one_unit_out=LeaveOneOut(
            low=difference - 0.9,
            high=difference + 0.7,
            unit="Sales",
            without=effect(difference - 0.9, 2.4),
            n_units=6,
            is_passed=True,
            sentence="Whatever business unit is left out, the difference stays above zero; Sales moves it most.",
        ),
        other_scheme=Check(
            label="Generations as in the founding text",
            outcome=Undefined(reason="Generation is not among the things held equal."),
            is_passed=None,
            sentence="Generation is not among the things held equal.",
        ),
        without_teammates=Check(
            label="Without teammates of participants",
            outcome=Withheld(),
            is_passed=None,
            sentence=Withheld().reason,
        ),
    )


def retention(*, difference: float = 4.1) -> OutcomeEvidence:
    """Retention, primary, higher."""
    shown = specifications(difference, 2.6)
    pilot, comparison = curve("Pilot", 486, lost_a_month=0.7), curve("Comparison", 6791, lost_a_month=1.1)
    return OutcomeEvidence(
        measure="retention",
        label="12-month retention",
        is_primary=True,
        unit="percentage points",
        window="within 12 months of the index date",
        cautions=(
            Caution(
                code="large_difference_before",
                message="Before any adjustment the groups differed by more than half a standard deviation in level.",
            ),
        ),
        basis=EVERYBODY,
        raw=RawRetention(
            pilot=pilot,
            comparison=comparison,
            months=12,
            pilot_share=91.6,
            comparison_share=86.8,
            effect=effect(4.8, 2.5),
            mean_days=effect(8.2, 4.0, p=0.0002),
            logrank=LogRankTest(chi_square=11.2, df=1, p=0.0008),
        ),
        specifications=shown,
        headline=shown[0],
        smallest_detectable=3.7,
        margin=3.0,
        family=1,
        overturning=overturning(difference),
        groups=groups(difference, 3.4),
        cohort_curves=(
            CohortCurves(
                cohort="Winter 2024",
                pilot=Released(value=curve("Winter 2024", 170, lost_a_month=0.6), n=170),
                comparison=Released(value=comparison, n=6791),
            ),
            CohortCurves(cohort="Autumn 2024", pilot=Withheld(), comparison=Withheld()),
        ),
        assigned=AssignedEffect(intention_to_treat=effect(3.3, 2.5, p=0.01), cuped=None),
        verdict="higher",
        sentence="12-month retention is higher in the pilot, by 4.1 percentage points (1.5 to 6.7).",
        next_step="Continue, and let the next cohort wait by lot, which would show the effect beyond doubt.",
    )


def engagement() -> OutcomeEvidence:
    """Engagement, secondary, refused because overlap is poor."""
    shown = specifications(2.0, 2.4)
    return OutcomeEvidence(
        measure="engagement",
        label="Engagement",
        is_primary=False,
        unit="points",
        window="in the first survey from 90 days to 12 months after the index date",
        cautions=(
            Caution(
                code="poor_overlap",
                message="The two groups hold mostly different kinds of people.",
                forbids_verdict=True,
            ),
            Caution(code="answers_differ", message="62 % of the pilot answered in time, 48 % of the comparison."),
        ),
        basis=ANSWERED,
        raw=RawMeans(pilot=74.1, comparison=66.9, effect=effect(7.2, 2.1, p=1e-9), t=6.7, df=390.2),
        specifications=shown,
        headline=shown[0],
        smallest_detectable=3.4,
        margin=None,
        family=2,
        overturning=overturning(2.0),
        groups=groups(2.0, 3.0),
        cohort_curves=(),
        assigned=None,
        verdict="not_enough",
        sentence="Engagement: the groups are too unlike to say.",
        next_step="Compare with people more like the participants, or let chance choose the next cohort.",
    )


def promotions() -> OutcomeEvidence:
    """Promotions, secondary, no headline."""
    return OutcomeEvidence(
        measure="promotions",
        label="Promotions",
        is_primary=False,
        unit="percentage points",
        window="within 12 months of the index date",
        cautions=(),
        basis=EVERYBODY,
        raw=RawShares(
            months=12,
            pilot=10.4,
            comparison=8.9,
            effect=effect(1.5, 2.8),
            pilot_rate=10.9,
            comparison_rate=9.4,
        ),
        specifications=(),
        headline=None,
        smallest_detectable=None,
        margin=None,
        family=2,
        overturning=None,
        groups=(),
        cohort_curves=(),
        assigned=None,
        verdict="not_enough",
        sentence="Promotions: not enough people to say.",
        next_step="Wait until more people have been followed for 12 months.",
    )


def example() -> PilotComparison:
    """Junior mentors of all cohorts, with every part filled."""
    return PilotComparison(
        name="Junior mentors",
        sha256="5f" * 32,
        sentence="486 junior mentors of all cohorts against 6,791 people who were employed, eligible and not yet "
        "enrolled on the same days, with the same level and tenure; followed for 12 months from enrollment.",
        cohort="",
        role="Junior mentor",
        index_rule="The clock starts on the day the pair enrolled; comparison people get one of these days by draw.",
        follow_up_months=12,
        matched_on=("level", "tenure band"),
        held_equal=("level", "tenure band", "business unit", "generation", "gender", "engagement before"),
        kept_to="5f" * 32,
        assignment=Assignment(
            assigned=Counts(pilot=510, comparison=490),
            planned_share=0.5,
            took_part=Counts(pilot=95, comparison=0),
            p=0.53,
        ),
        outcomes=(retention(), engagement(), promotions()),
        missing=(MissingOutcome(measure="enps", label="eNPS", reason="No survey asked for it in time."),),
        naive=NaiveRetention(
            months=24,
            pilot=88.0,
            comparison=61.0,
            difference=27.0,
            sentence="A careless calculation would have said +27.0 percentage points: who enrolled must have stayed "
            "until then, and that time is counted for the program.",
        ),
    )
