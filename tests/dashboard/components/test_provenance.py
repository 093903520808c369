"""How was this computed: every part of it, and what stands behind each kind of finding."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analytics.release.read import Released
from dashboard.components.provenance import counts
from dashboard.components.sheet import query
from tests.dashboard import findings as given


def page() -> None:
    from dashboard.components.provenance import explain
    from tests.dashboard import findings as given

    explain([given.released(70, label="Gen Z"), given.withheld("Boomer")], key="one")
    explain([], key="none")


def test_an_explanation_has_definition_counts_exclusions_sql_values_and_version() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    words = "\n".join(html.value for html in app.html)
    for part in (
        "Everyone.",
        "Mean of the items.",
        "sum of scores",
        "respondents",
        "one wave",
        "blank answers",
        "t interval",
        "Gen Z: 120",
        "Boomer: Not published",
        "wave = 2024-12",
        "Release 000001-abcdefgh, data version 7, imports 0123456789ab.",
    ):
        assert part in words
    assert [one.value.count(query(given.PROVENANCE.sql)) for one in app.html] == [1]


def test_counts_name_both_sides_of_a_difference() -> None:
    assert counts(given.difference(4, 2)) == "Everyone: pilot 40, comparison 400"


def test_counts_of_a_curve_are_people() -> None:
    assert counts(given.finding(Released(value=given.curve(), n=1300), "Pilot")) == "Pilot: 1,300"
