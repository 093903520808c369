"""Titles about generations say no more than their intervals do."""

from __future__ import annotations

from analytics.measures.finding import Estimate, Finding, Interval
from analytics.report.generations import PairChange, pair_changes_title, ways_title
from tests.dashboard.findings import released, withheld

SHARES = {"in_person_share": 45.0, "video_share": 35.0, "chat_share": 15.0, "phone_share": 5.0}


def group(label: str, **other: float) -> dict[str, Finding[Estimate]]:
    return {name: released(other.get(name, share), 2.0, label=label) for name, share in SHARES.items()}


def change(value: float, *, role: str = "Senior mentee", senior: str = "Boomer") -> PairChange:
    found = Estimate(
        label="",
        n=40,
        value=value,
        interval=Interval(low=value - 2, high=value + 2),
        unit="points",
        wave="2025-06",
        standard_error=1.0,
    )
    return PairChange(role=role, junior_generation="Gen Z", senior_generation=senior, earlier="2023-11", change=found)


def test_generations_that_overlap_are_not_ranked() -> None:
    title = ways_title(group("All pairs"), [group("Gen Z"), group("Gen X", in_person_share=47.0)])
    assert title == "Pairs meet most often in person, 45\u00a0% of their sessions; no generation of juniors stands out"


def test_one_that_is_clear_of_all_others_is_named() -> None:
    title = ways_title(group("All pairs"), [group("Gen Z", video_share=52.0), group("Gen X"), group("Boomer")])
    assert title == "Gen Z mentors meet by video more often than others: 52\u00a0% of their sessions"


def test_a_single_generation_stands_out_of_nothing() -> None:
    assert (
        ways_title(group("All pairs"), [group("Gen Z")])
        == "Pairs meet most often in person, 45\u00a0% of their sessions"
    )


def test_what_is_not_published_has_a_title_without_a_claim() -> None:
    everyone = {**group("All pairs"), "chat_share": withheld()}
    assert ways_title(everyone, [group("Gen Z", video_share=80.0)]) == "How the generations meet"


def test_only_a_change_beyond_chance_is_named() -> None:
    assert pair_changes_title([change(1.0), change(-1.5)]).endswith("no change of two generations beyond chance")
    assert pair_changes_title([]) == "Bridging generations: what changed, by both generations"
    title = pair_changes_title([change(6.0), change(4.0, role="Junior mentor")])
    assert title == "Bridging generations rose most for Boomer seniors with Gen Z juniors: +6.0 points"
    title = pair_changes_title([change(-8.0, role="Junior mentor", senior="Gen X")])
    assert title == "Bridging generations fell most for Gen Z juniors with Gen X seniors: −8.0 points"
