"""Sentences from findings, the awkward ones too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.measures.cell import Cell
from analytics.measures.differences import Frame, means
from analytics.measures.finding import (
    Difference,
    Estimate,
    Finding,
    Interval,
    Outcome,
    Provenance,
    Released,
    Undefined,
    Withheld,
)
from analytics.narrative import (
    breakdown_title,
    difference_title,
    multiplicity_sentence,
    number,
    opposite_signs_sentence,
    signed,
    stayed_title,
    trend_title,
    verdict_sentence,
)
from analytics.stats.outcome import NOT_PUBLISHED

SOURCE = Provenance(
    sentence="", definition="", numerator="", denominator="", window="", exclusions="", method="", sql="", values={},
    release_id="", data_version=1, import_ids=(),
)  # fmt: skip


UNDECIDED = (
    "Not enough people to say whether {0} differs: +2.0 {1} ({2} to 8.0 {1}); "
    "only a difference of 8.2 {1} or more would have shown."
)


def estimate(value: float, *, wave: str = "w", error: float = 1.0) -> Estimate:
    return Estimate(label="All", n=80, value=value, interval=None, unit="points", wave=wave, standard_error=error)


def finding(outcome: Outcome[Difference], measure: str = "engagement") -> Finding[Difference]:
    return Finding(measure=measure, label="All", outcome=outcome, provenance=SOURCE)


def compared(verdict: str, difference: float, low: float, high: float) -> Released[Difference]:
    found = Difference(
        label="All", pilot=estimate(60 + difference), comparison=estimate(60), difference=difference,
        interval=Interval(low=low, high=high), p=0.5, t=1.0, df=20.0, smallest_detectable=8.25, verdict=verdict,  # type: ignore[arg-type]
        margin=3.0,
    )  # fmt: skip
    return Released(value=found, n=160)


@pytest.mark.parametrize(
    ("outcome", "measure", "expected"),
    [
        (compared("higher", 4.2, 1.0, 7.4), "engagement",
         "Engagement is higher in the pilot: 64.2 against 60.0, a difference of +4.2 points (1.0 to 7.4 points)."),
        (compared("lower", -4.2, -7.4, -1.0), "enps",
         "eNPS is lower in the pilot: 55.8 against 60.0, a difference of −4.2 points (−7.4 to −1.0 points)."),
        (compared("no_difference", -0.04, -2.0, 2.0), "engagement",
         "Engagement shows no difference larger than 3.0 points: 0.0 points (−2.0 to 2.0 points)."),
        (compared("not_enough", 2.0, -4.0, 8.0), "retention",
         UNDECIDED.format("12-month retention", "percentage points", "−4.0")),
        (compared("not_enough", 2.0, 0.0, 8.0), "enps",
         UNDECIDED.format("eNPS", "points", "0.0")),
        (Withheld(), "engagement", NOT_PUBLISHED),
        (Undefined(reason="All answers are the same."), "engagement", "All answers are the same."),
    ],
)  # fmt: skip
def test_the_verdict_in_one_sentence(outcome: Outcome[Difference], measure: str, expected: str) -> None:
    assert verdict_sentence(finding(outcome, measure)) == expected


def welch_of(pilot: list[int], comparison: list[int], *, margin: float = 3.0, family: int = 1) -> Finding[Difference]:
    """The comparison of two groups with these answers, as a page makes it."""

    def side(values: list[int]) -> tuple[Estimate, Cell]:
        sums = Cell(people=len(values), n=len(values), total=sum(values), squares=sum(one * one for one in values))
        return estimate(sum(values) / len(values)), sums

    return finding(means(side(pilot), side(comparison), 100, Frame(label="All", margin=margin, family=family)))


EVEN = [56, 58, 60, 62, 64]
AWKWARD = {
    "two people a side": (
        welch_of([62, 70], [58, 61]),
        (
            "Not enough people to say whether engagement differs: +6.5 points (−26.6 to 39.6 points); "
            "only a difference of 38.3 points or more would have shown."
        ),
    ),
    "a wide gap between few people": (
        welch_of([40, 90], [10, 55]),
        (
            "Not enough people to say whether engagement differs: +32.5 points (−113.8 to 178.8 points); "
            "only a difference of 182.0 points or more would have shown."
        ),
    ),
    "one person": (
        welch_of([62], EVEN),
        "A mean with its uncertainty needs at least two observations; here there is 1.",
    ),
    "nothing varies on either side": (
        welch_of([60] * 9, [55] * 9),
        "All answers within each of the two groups are the same, so nothing says how sure their difference is.",
    ),
    "nothing varies on one side": (
        welch_of([60] * 9, EVEN * 8),
        "Engagement shows no difference larger than 3.0 points: 0.0 points (−0.9 to 0.9 points).",
    ),
    "shown equal": (
        welch_of(EVEN * 40, EVEN * 40),
        "Engagement shows no difference larger than 3.0 points: 0.0 points (−0.6 to 0.6 points).",
    ),
    "shown equal by an interval narrower than the one on screen": (
        welch_of([one + 1 for one in EVEN] * 8, EVEN * 8, margin=2.2),
        "Engagement shows no difference larger than 2.2 points: +1.0 points (90 % interval −0.1 to 2.1 points).",
    ),
    "shown equal alone, not among four": (
        welch_of([one + 1 for one in EVEN] * 8, EVEN * 8, margin=2.2, family=4),
        (
            "Not enough people to say whether engagement differs: +1.0 points (−0.6 to 2.6 points); "
            "only a difference of 2.2 points or more would have shown."
        ),
    ),
    "clear, and smaller than the margin": (
        welch_of([one + 1 for one in EVEN] * 60, EVEN * 60),
        "Engagement is higher in the pilot: 61.0 against 60.0, a difference of +1.0 points (0.5 to 1.5 points).",
    ),
    "clear alone": (
        welch_of([one - 2 for one in EVEN] * 4, EVEN * 4),
        "Engagement is lower in the pilot: 58.0 against 60.0, a difference of −2.0 points (−3.9 to −0.1 points).",
    ),
    "the same among forty": (
        welch_of([one - 2 for one in EVEN] * 4, EVEN * 4, family=40),
        (
            "Not enough people to say whether engagement differs: −2.0 points (−5.2 to 1.2 points); "
            "only a difference of 4.0 points or more would have shown."
        ),
    ),
}


@pytest.mark.parametrize(("found", "expected"), AWKWARD.values(), ids=AWKWARD.keys())
def test_the_verdict_on_awkward_groups(found: Finding[Difference], expected: str) -> None:
    assert verdict_sentence(found) == expected


@pytest.mark.parametrize(("value", "expected"), [(-0.04, "0.0"), (0.04, "0.0"), (-0.06, "−0.1"), (12.34, "+12.3")])
def test_a_zero_has_no_sign(value: float, expected: str) -> None:
    assert signed(value) == expected


def test_a_number_without_a_unit_ends_with_a_digit() -> None:
    assert number(3.0) == "3.0"


def test_titles_say_only_what_the_interval_allows() -> None:
    assert difference_title(finding(compared("not_enough", 5.0, -1.0, 11.0))) == "Engagement: not enough people to say"
    assert difference_title(finding(compared("higher", 5.0, 1.0, 9.0))) == "Engagement: pilot +5.0 points"


def test_the_title_of_many_curves_names_the_ends_only() -> None:
    shares = [("Boomer", 81.3), ("Gen X", 92.7), ("Millennial", 86.6), ("Gen Z", 79.6)]
    assert stayed_title(12, shares) == "After 12 months, 79.6 % (Gen Z) to 92.7 % (Gen X) are still here"
    assert stayed_title(6, shares[:1]) == "After 6 months, 81.3 % of Boomer are still here"


def test_a_trend_within_its_error_is_no_change() -> None:
    def wave(value: float, name: str) -> Finding[Estimate]:
        return Finding(
            measure="engagement",
            label="All",
            outcome=Released(value=estimate(value, wave=name), n=80),
            provenance=SOURCE,
        )

    assert trend_title("Engagement", [wave(60, "a"), wave(62, "b")]) == "Engagement shows no detectable change since a"
    assert trend_title("Engagement", [wave(60, "a"), wave(66, "b")]) == "Engagement rose by 6.0 points since a"


def test_a_group_is_ranked_only_where_its_interval_is_clear_of_all_others() -> None:
    def group(label: str, low: float, high: float) -> Finding[Estimate]:
        value = Estimate(
            label=label, n=80, value=(low + high) / 2, interval=Interval(low=low, high=high), unit="points"
        )
        return Finding(measure="engagement", label=label, outcome=Released(value=value, n=80), provenance=SOURCE)

    apart = [group("A", 60, 62), group("B", 64, 66), group("C", 68, 70)]
    assert breakdown_title("Engagement", apart) == "Engagement is highest for C, lowest for A"
    tied_above = [group("A", 60, 62), group("B", 64, 67), group("C", 65, 69)]
    assert breakdown_title("Engagement", tied_above) == "Engagement is lowest for A"
    chain = [group("A", 60, 63), group("B", 62, 66), group("C", 65, 69)]
    assert breakdown_title("Engagement", chain) == "Engagement differs between C and A"
    same = [group("A", 60, 66), group("B", 61, 67)]
    assert breakdown_title("Engagement", same) == "Engagement shows no clear difference between groups"
    cohorts = breakdown_title("Sessions", same, between="cohorts")
    assert cohorts == "Sessions shows no clear difference between cohorts"


@pytest.mark.parametrize(
    ("family", "expected"), [(12, "12 comparisons, 0.6 expected"), (3, "3 comparisons, 0.15 expected")]
)
def test_the_number_of_comparisons_is_told_with_what_chance_alone_would_show(family: int, expected: str) -> None:
    found = compared("higher", 3.0, 1.0, 5.0)
    several = Released(value=replace(found.value, family=family), n=found.n)
    assert multiplicity_sentence([finding(several)]).startswith(expected)


def test_a_single_comparison_needs_no_word_about_chance() -> None:
    assert multiplicity_sentence([finding(compared("higher", 3.0, 1.0, 5.0))]) == ""


def test_groups_on_different_sides_of_zero_are_told_apart() -> None:
    found = [
        finding(compared("higher", 4.0, 1.0, 7.0)),
        finding(compared("not_enough", -1.0, -4.0, 2.0)),
        finding(compared("lower", -5.0, -9.0, -1.0)),
    ]
    sentence = opposite_signs_sentence(found)
    assert sentence.startswith("Engagement goes both ways: higher for")
    assert "+4.0 points" in sentence
    assert "\N{MINUS SIGN}5.0 points" in sentence
    assert "\N{MINUS SIGN}1.0" not in sentence


@pytest.mark.parametrize("second", ["higher", "no_difference", "not_enough"])
def test_groups_that_do_not_contradict_each_other_need_no_word(second: str) -> None:
    assert (
        opposite_signs_sentence([finding(compared("higher", 4.0, 1.0, 7.0)), finding(compared(second, 1, 0, 2))]) == ""
    )


def test_no_difference_of_everybody_does_not_hide_generations_on_opposite_sides() -> None:
    older, younger = [one - 4 for one in EVEN] * 20, [one + 4 for one in EVEN] * 20
    everybody = welch_of([*older, *younger], EVEN * 40)
    assert verdict_sentence(everybody).startswith("Engagement shows no difference larger than 3.0 points: 0.0 points")
    parts = [
        finding(replace(found.outcome, value=replace(found.outcome.value, label=label)))
        for label, found in (
            ("Boomer", welch_of(older, EVEN * 20, family=2)),
            ("Gen Z", welch_of(younger, EVEN * 20, family=2)),
        )
        if isinstance(found.outcome, Released)
    ]
    assert opposite_signs_sentence(parts) == (
        "Engagement goes both ways: higher for Gen Z (+4.0 points), lower for Boomer (−4.0 points). "
        "One figure for all hides that."
    )
    assert multiplicity_sentence(parts).startswith("2 comparisons, 0.1 expected to look different by chance alone")
