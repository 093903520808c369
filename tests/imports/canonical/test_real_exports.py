"""Real program exports: what they hold is reached with a person's word, or asked for by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.program import read_program
from tests.conftest import EXPORTS, NO_EXPORTS
from tests.imports.canonical.examples import KEY, NOBODY

if TYPE_CHECKING:
    from analytics.imports.canonical.columns import ProgramTable
    from analytics.imports.canonical.program import ProgramImport

pytestmark = pytest.mark.skipif(not EXPORTS.exists(), reason=NO_EXPORTS)
TODAY = date(2026, 6, 1)


def read(file: str, table: ProgramTable, **stated: object) -> ProgramImport:
    options = ProgramOptions(**stated)  # type: ignore[arg-type]
    return read_program(EXPORTS / file, table, key=KEY, options=options, directory=NOBODY, today=TODAY)


def asked(file: str, table: ProgramTable, **stated: object) -> str:
    with pytest.raises(RefusedImportError) as caught:
        read(file, table, **stated)
    return str(caught.value)


def test_negative_stays_are_flagged_with_their_rows() -> None:
    file, named = "programme-carpentries-retention/days_badge_to_teach.csv", {"hired_on": "date_awarded"}
    columns = {**named, "exited_on": "first_wkshp", "person_id": "#"}
    assert "Say which with --dates dmy or --dates mdy." in asked(file, "people", columns=columns)
    found = read(file, "people", columns=columns, date_order="mdy", skips_faulty=True)
    assert found.dropped == {"dates in the wrong order": 333}
    assert found.dropped_rows["dates in the wrong order"][:2] == [2, 3]
    people = found.tables["people"]
    days = [
        (left - hired).days
        for hired, left in zip(people["hired_on"].to_pylist(), people["exited_on"].to_pylist(), strict=True)
    ]
    assert sum(0 <= day <= 365 for day in days) == 569


@pytest.mark.parametrize(
    ("file", "columns", "questions"),
    [
        (
            "hr-ibm/EmployeeAttritionAllData.csv",
            {},
            ("`YearsAtCompany` tells how long", "`Attrition` tells who has left"),
        ),
        (
            "churn-telco/Telco-Customer-Churn.csv",
            {"person_id": "customerID"},
            ("`tenure` tells how long", "`Churn` tells who has left, not when"),
        ),
    ],
)
def test_who_left_without_dates_is_asked_for_dates(
    file: str, columns: dict[str, str], questions: tuple[str, ...]
) -> None:
    message = asked(file, "people", columns=columns)
    assert "It has no column hired_on." in message
    assert "It has no column person_id." not in message
    assert all(question in message for question in questions)


def test_roles_are_no_pairs() -> None:
    message = asked("mentoring-ols/people_per_cohort.csv", "pairs")
    assert "`role` tells what each person does, not with whom: export one row a pair with both people." in message


def test_sessions_of_nobody_are_asked_for_who_met() -> None:
    message = asked("sessions-carpentrycon/num_attendees_by_session.csv", "sessions")
    assert "Nothing in it says who met: export sessions with the pair, or with mentor and mentee." in message


def test_all_minutes_of_a_log_are_read() -> None:
    columns = {"pair_id": "#", "held_on": "Start Day UTC"}
    found = read("sessions-carpentrycon/zoom_session-metadata.csv", "sessions", columns=columns)
    assert found.rows == 72
    assert sum(found.tables["sessions"]["minutes"].to_pylist()) == 5_615
