from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import UnknownNameError
from analytics.narrative import declared_verdicts
from analytics.release.read import Released, Withheld
from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.outcomes import NO_PILOT, VOLUNTEERS
from analytics.report.board_pack.pages import DotChart, LineChart, Notes, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Release
    from analytics.report.board_pack.pages import Pack, Page

FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"generation": ("Gen Z",)},
    {"generation": ("Gen Z",), "gender": ("Woman",)},
    {"gender": ("Nobody",)},
)


def page(pack: Pack, key: str) -> Page:
    return next(one for one in pack.pages if one.key == key)


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a page holds
    """All words that a page holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


def test_the_pages_come_in_the_order_of_questions(pack: Pack) -> None:
    keys = [one.key for one in pack.pages]
    assert keys == [
        "cover",
        "retention",
        "scores",
        "generations",
        "exchange",
        "comparison-1",
        "participation",
        "methods",
        "caveats",
    ]


def test_the_cover_says_what_the_declared_comparison_says(release: Release, pack: Pack) -> None:
    declared = declared_verdicts(release)[0]
    assert page(pack, "cover").title == f"{declared.comparison.name} – {declared.sentence}"
    assert page(pack, "cover").warnings == (VOLUNTEERS,)
    assert [one.label for one in page(pack, "cover").headlines] == [
        "12-month retention",
        "Engagement",
        "Satisfaction",
        "eNPS",
        "Skills gained",
    ]


def test_figures_have_the_digits_of_the_release(release: Release, pack: Pack) -> None:
    found = release.compare("retention").outcome
    assert isinstance(found, Released)
    first = page(pack, "cover").headlines[0]
    assert first.value == f"{found.value.pilot.value:.1f}\u202f%"
    assert f"n {found.value.pilot.n}" in first.support
    assert "not adjusted" in first.change or "No detectable difference" in first.change


def test_cautions_of_a_comparison_come_before_its_numbers(release: Release, pack: Pack) -> None:
    (comparison,) = release.pilot_comparisons()
    found = page(pack, "comparison-1")
    assert found.warnings == tuple(one.message for one in comparison.outcomes[0].cautions)
    assert found.title == comparison.outcomes[0].sentence
    told = " ".join(texts(asdict(found)))
    assert comparison.outcomes[0].next_step in told
    assert comparison.sha256[:16] in told
    assert all(one.label in told for one in comparison.outcomes)
    assert all(one.reason in told for one in comparison.missing)


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_nothing_is_blank_whoever_is_chosen(release: Release, where: dict[str, tuple[str, ...]]) -> None:
    pack = board_pack(release, where)
    assert 6 <= len(pack.pages) <= 10
    for one in pack.pages:
        assert one.title
        for block in one.blocks:
            match block:
                case Table():
                    assert all(cell.strip() for row in block.rows for cell in row)
                case DotChart():
                    assert all(row.label and row.text for row in block.rows)
                    assert all(row.value is not None or row.text for row in block.rows)
                case LineChart():
                    assert all(line.points or line.reason for line in block.lines)
                case Notes():
                    assert all(note.text for note in block.notes)


def test_what_is_withheld_is_said_in_its_sentence_and_listed_at_the_end(release: Release) -> None:
    pack = board_pack(release, {"gender": ("Nobody",)})
    reason = Withheld().reason
    assert page(pack, "cover").headlines[0].value == reason
    assert reason in " ".join(texts(asdict(page(pack, "caveats"))))
    assert "12-month retention (Reverse mentoring: board pack)" in " ".join(texts(asdict(page(pack, "caveats"))))


def test_filters_are_in_the_sentence_and_rest_where_they_must(release: Release, pack: Pack) -> None:
    chosen = board_pack(release, {"generation": ("Gen Z",)})
    assert chosen.sentence.startswith("People of the generation Gen Z, survey of ")
    assert f"release {release.facts.id} of " in chosen.footer
    assert chosen.footer.endswith(f"data version {release.facts.data_version}.")
    assert any("Filters rest here" in note for note in page(chosen, "comparison-1").notes)
    assert not any("Filters rest here" in note for note in page(pack, "comparison-1").notes)
    assert page(chosen, "comparison-1").blocks == page(pack, "comparison-1").blocks


def test_without_a_pilot_nothing_is_compared(without_pilot: Release) -> None:
    pack = board_pack(without_pilot)
    assert page(pack, "cover").title == NO_PILOT
    assert page(pack, "cover").notes[0].startswith("This release lacks pairs")
    assert not {"participation", "comparison-1"} & {one.key for one in pack.pages}
    assert "minus comparison in" not in " ".join(texts(asdict(page(pack, "generations"))))


def test_a_filter_that_is_none_is_refused(release: Release) -> None:
    with pytest.raises(UnknownNameError):
        board_pack(release, {"salary": ("high",)})
