"""Session logs."""

from __future__ import annotations

from datetime import date

from tests.imports.canonical.examples import KEY, NOBODY, codes, faults, read

PAIRS = read("pairs", "pair_id,cohort,junior_id,senior_id,started_on\nP1,A,1,2,2024-01-31")
KNOWN = NOBODY.joined(PAIRS.tables)


def test_sessions_are_read() -> None:
    found = read(
        "sessions",
        """
        session_id,pair_id,held_on,status,minutes,channel,setting,topic,one_way_support,junior_goal_addressed,senior_goal_addressed
        S1,P1,2024-02-01,Completed,45,Zoom,Informal,Careers,no,Yes,
        S2,P2,2024-02-08,no-show,,,,,,,
        """,
        directory=KNOWN,
    )
    first, second = found.tables["sessions"].to_pylist()
    assert first == {
        "session_key": KEY.hashed("session", "S1"),
        "pair_key": KEY.hashed("pair", "P1"),
        "held_on": date(2024, 2, 1),
        "status": "held",
        "minutes": 45,
        "channel": "video",
        "setting": "informal",
        "topic": "Careers",
        "is_support": False,
        "has_junior_goal": True,
        "has_senior_goal": None,
    }
    assert second["status"] == "no_show"
    assert [second[name] for name in ("minutes", "channel", "setting", "topic", "is_support")] == [None] * 5
    assert found.facts == {"rows_of_unknown_pairs": 1}
    assert "unknown_pair" in codes(found)


def test_a_planned_meeting_and_its_outcome_count_once() -> None:
    found = read(
        "sessions",
        """
        session_id,pair_id,date,status
        S1,P1,2024-02-01,scheduled
        S1,P1,2024-02-01,held
        S2,P1,2024-03-01,scheduled
        """,
        directory=KNOWN,
    )
    assert found.tables["sessions"]["status"].to_pylist() == ["held", "scheduled"]
    assert found.dropped == {"planned, told again": 1}
    assert found.rows == 2


def test_sessions_without_ids_are_told_apart_by_pair_day_and_order() -> None:
    found = read(
        "sessions",
        """
        pair_id,date,status,duration
        P1,2024-02-01,scheduled,
        P1,2024-02-01,held,30
        P1,2024-02-01,held,45
        P1,2024-02-02,held,60
        """,
        directory=KNOWN,
    )
    assert found.tables["sessions"]["minutes"].to_pylist() == [30, 45, 60]
    assert len(set(found.tables["sessions"]["session_key"].to_pylist())) == 3


def test_a_log_without_status_is_taken_as_held() -> None:
    found = read("sessions", "session_id,pair_id,date\nS1,P1,2024-02-01", directory=KNOWN)
    assert found.tables["sessions"]["status"].to_pylist() == ["held"]
    assert "all_held" in codes(found)


def test_unknown_words_count_as_blank_except_in_the_status() -> None:
    text = "session_id,pair_id,date,status,minutes,channel\nS1,P1,2024-02-01,held,9999,Pigeon"
    found = read("sessions", text, directory=KNOWN)
    assert found.tables["sessions"].select(["minutes", "channel"]).to_pylist() == [{"minutes": None, "channel": None}]
    assert [notice.code for notice in found.notices] == ["unknown_value", "unknown_value"]
    assert not any("Pigeon" in notice.message for notice in found.notices)
    (sentence,) = faults("sessions", text.replace("held", "dreamt"))
    assert sentence.startswith("`status`: 1 of 1 rows are none of the 4 values (row 2). Use one of: held, cancelled")


def test_a_column_of_free_text_is_not_stored_as_topics() -> None:
    rows = [f"S{number},P1,2024-02-01,held,a talk about matter {number}" for number in range(80)]
    found = read("sessions", "\n".join(["session_id,pair_id,date,status,topic", *rows]), directory=KNOWN)
    assert found.tables["sessions"]["topic"].null_count == 80
    assert "free_text_left_out" in codes(found)


def test_one_session_with_two_outcomes_is_a_fault() -> None:
    (sentence,) = faults(
        "sessions", "session_id,pair_id,date,status\nS1,P1,2024-02-01,held\nS1,P1,2024-02-01,cancelled"
    )
    assert sentence.startswith("`session_id`: 1 of 2 rows repeat the id of an earlier row (row 3).")
