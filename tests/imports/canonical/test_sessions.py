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


COUPLE = read(
    "people", "id,email,name,hired_on\n1,ana@example.org,Ana Ng,2020-01-31\n2,bo@example.org,Bo Roe,2020-01-31"
)
MATCHED = NOBODY.joined(COUPLE.tables)
TWICE = MATCHED.joined(
    read(
        "pairs",
        "pair_id,junior_id,senior_id,started_on,ended_on\nP1,1,2,2024-01-31,2024-06-30\nP2,2,1,2024-09-01,",
        directory=MATCHED,
    ).tables
)


def test_two_people_name_the_pair_that_was_open_on_the_day() -> None:
    found = read(
        "sessions",
        """
        Mentor Email,Mentee Email,Meeting Date,Status
        ana@example.org,BO@example.org,2024-03-01,held
        ana@example.org,bo@example.org,2024-10-01,held
        ana@example.org,nobody@example.org,2024-10-01,held
        """,
        directory=TWICE,
    )
    keys = found.tables["sessions"]["pair_key"].to_pylist()
    assert keys[:2] == [KEY.hashed("pair", "P1"), KEY.hashed("pair", "P2")]
    assert found.facts["rows_of_unknown_pairs"] == 1


def test_two_people_are_found_by_name() -> None:
    text = 'Mentor Name,Mentee Name,Meeting Date\n"Ng, Ana",Bo Roe,2024-03-01'
    found = read("sessions", text, directory=TWICE)
    assert found.tables["sessions"]["pair_key"].to_pylist() == [KEY.hashed("pair", "P1")]
    assert "by_name" in codes(found)


def test_rows_of_those_who_attended_one_meeting_count_once() -> None:
    found = read(
        "sessions",
        """
        Meeting ID,Attendee Email,Start Time,End Time,Attendance Status
        M1,ana@example.org,2024-03-01 10:00,2024-03-01 10:45,Attended
        M1,bo@example.org,2024-03-01 10:00,2024-03-01 10:45,Attended
        M2,ana@example.org,2024-03-08 10:00,2024-03-08 10:30,Attended
        M2,bo@example.org,2024-03-08 10:00,2024-03-08 10:30,No-show
        """,
        directory=TWICE,
    )
    sessions = found.tables["sessions"].to_pylist()
    assert [(one["status"], one["minutes"]) for one in sessions] == [("held", 45), ("no_show", 30)]
    assert found.dropped == {"another row of one meeting": 2}
    assert {one["pair_key"] for one in sessions} == {KEY.hashed("pair", "P1")}


def test_a_meeting_that_more_or_fewer_than_two_attended_is_a_fault() -> None:
    (sentence,) = faults("sessions", "Meeting ID,Attendee Email,Date\nM1,ana@example.org,2024-03-01")
    assert sentence.startswith("`attendee`: 1 of 1 rows are of a session without exactly two people (row 2).")


def test_rows_at_one_time_are_one_meeting() -> None:
    found = read(
        "sessions",
        """
        pair_id,Start Time,Status
        P1,3/1/2024 10:00 AM,scheduled
        P1,3/1/2024 10:00 AM,held
        P1,3/1/2024 3:00 PM,held
        P1,3/15/2024 3:00 PM,held
        """,
        directory=TWICE,
    )
    assert found.tables["sessions"]["status"].to_pylist() == ["held"] * 3
    assert found.dropped == {"planned, told again": 1}


def test_a_meeting_that_was_cancelled_and_held_on_another_day_counts_once() -> None:
    found = read(
        "sessions",
        """
        session_id,pair_id,date,status
        S1,P1,2024-02-01,cancelled
        S1,P1,2024-02-08,held
        S2,P1,2024-02-15,rescheduled
        S2,P1,2024-02-22,cancelled
        """,
        directory=KNOWN,
    )
    assert found.tables["sessions"]["status"].to_pylist() == ["held", "cancelled"]
    assert found.dropped_rows == {"planned, told again": [4], "rescheduled": [2]}


def test_sessions_after_the_last_day_of_their_pair_are_flagged() -> None:
    found = read(
        "sessions",
        "session_id,pair_id,date,status\nS1,P1,2024-06-30,held\nS2,P1,2024-07-01,held\nS3,P2,2024-10-01,held",
        directory=TWICE,
    )
    assert found.facts["after_the_pair_had_ended"] == 1
    (notice,) = [one for one in found.notices if one.code == "after_the_end"]
    assert notice.message.startswith("`held_on`: 1 of 3 rows are after the last day of the pair (row 3).")


def test_a_topic_with_a_person_in_it_is_left_out() -> None:
    text = (
        "session_id,pair_id,date,status,topic\nS1,P1,2024-02-01,held,ask bo@example.org\nS2,P1,2024-02-02,held,Career"
    )
    found = read("sessions", text, directory=KNOWN)
    assert found.tables["sessions"]["topic"].to_pylist() == [None, "Career"]
    assert "personal_data" in codes(found)
