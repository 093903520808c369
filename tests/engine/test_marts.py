"""Given rows, expected rows: what each mart makes of the tables as imported."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.engine import DuckDBEngine

JUNIOR, SENIOR, OTHER = 1, 2, 3
PEOPLE = [
    {**PERSON, "person_key": JUNIOR, "birth_year": 1998},
    {**PERSON, "person_key": SENIOR, "birth_year": 1964},
    {**PERSON, "person_key": OTHER, "birth_year": None},
]
PAIRS = [{**PAIR, "pair_key": 10, "junior_key": JUNIOR, "senior_key": SENIOR}]


def select(opened: DuckDBEngine, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in opened.read(sql)]


def test_person_takes_the_newest_row_and_the_generation_of_the_scheme(tmp_path: Path) -> None:
    history = [
        {**PERSON, "person_key": JUNIOR, "level": "L1", "effective_on": dt.date(2022, 1, 1)},
        {**PERSON, "person_key": JUNIOR, "level": "L2", "effective_on": dt.date(2024, 1, 1)},
    ]
    opened = engine(tmp_path, people=history)
    assert select(opened, "select person_key, level, generation from person") == [(JUNIOR, "L2", "Millennial")]


def test_a_later_import_replaces_a_persons_row(tmp_path: Path) -> None:
    first = [{**PERSON, "person_key": JUNIOR, "location": "Lyon"}]
    second = [{**PERSON, "person_key": JUNIOR, "location": "Turin"}]
    opened = engine(tmp_path, people=[first, second])
    assert select(opened, "select location from person") == [("Turin",)]


def test_an_unknown_birth_year_is_undisclosed(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=PEOPLE)
    assert select(opened, "select generation from person where person_key = 3") == [("Undisclosed",)]


def test_a_participant_counts_once_with_the_first_pair(tmp_path: Path) -> None:
    again = {
        **PAIR,
        "pair_key": 11,
        "junior_key": OTHER,
        "senior_key": SENIOR,
        "cohort": "Fall",
        "enrolled_on": dt.date(2024, 9, 1),
    }
    opened = engine(tmp_path, people=PEOPLE, pairs=[*PAIRS, again])
    assert select(opened, "select person_key, role, cohort from participant order by person_key") == [
        (JUNIOR, "Junior mentor", "Spring"),
        (SENIOR, "Senior mentee", "Spring"),
        (OTHER, "Junior mentor", "Fall"),
    ]


def test_a_participants_answers_before_enrollment_belong_to_the_comparison(tmp_path: Path) -> None:
    waves = [
        {"respondent_key": key, "person_key": person, "wave": wave, "wave_on": day, "engagement": 60}
        for key, person, wave, day in (
            (1, JUNIOR, "before", dt.date(2023, 11, 1)),
            (1, JUNIOR, "after", dt.date(2024, 6, 1)),
            (3, OTHER, "after", dt.date(2024, 6, 1)),
            (9, None, "after", dt.date(2024, 6, 1)),
        )
    ]
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS, person_wave=waves)
    found = select(
        opened, "select wave, respondent_key, arm, cohort from respondent order by wave desc, respondent_key"
    )
    assert found == [
        ("before", 1, "Comparison", "Spring"),
        ("after", 1, "Pilot", "Spring"),
        ("after", 3, "Comparison", "Not enrolled"),
        ("after", 9, "Undisclosed", "Undisclosed"),
    ]


def test_person_time_switches_arm_at_enrollment_and_is_never_counted_twice(tmp_path: Path) -> None:
    late = {**PAIR, "pair_key": 11, "junior_key": OTHER, "senior_key": 4, "enrolled_on": dt.date(2024, 4, 10)}
    leaver = {**PERSON, "person_key": 4, "exited_on": dt.date(2024, 7, 19)}
    opened = engine(tmp_path, people=[*PEOPLE, leaver], pairs=[*PAIRS, late])
    found = select(
        opened,
        "select arm, entry_day, exit_day, has_left from employment "
        "where clock = 'program' and person_key = 4 order by entry_day",
    )
    assert found == [("Comparison", 0, 100, False), ("Pilot", 100, 200, True)]


def test_tenure_starts_at_hire_and_is_seen_only_from_the_rosters_first_day(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS)
    found = select(opened, "select entry_day, exit_day from employment where clock = 'tenure' and person_key = 3")
    assert found == [
        ((dt.date(2022, 1, 1) - dt.date(2020, 1, 1)).days, (dt.date(2025, 12, 31) - dt.date(2020, 1, 1)).days)
    ]


def test_who_left_before_launch_is_not_in_the_programs_clock_and_not_eligible(tmp_path: Path) -> None:
    gone = {**PERSON, "person_key": 4, "exited_on": dt.date(2023, 6, 1)}
    opened = engine(tmp_path, people=[*PEOPLE, gone], pairs=PAIRS)
    assert select(opened, "select count(*) from employment where clock = 'program' and person_key = 4") == [(0,)]
    assert select(opened, "select count(*) from eligible where person_key = 4") == [(0,)]


def test_a_session_counts_once_however_often_it_was_exported(tmp_path: Path) -> None:
    held = {"session_key": 5, "pair_key": 10, "held_on": dt.date(2024, 2, 1), "is_support": False}
    planned, done = [{**held, "status": "scheduled"}], [{**held, "status": "held"}]
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS, sessions=[planned, done])
    found = select(opened, "select ratio, numerator, base from pair_activity order by ratio")
    assert [row for row in found if row[0] in {"cadence", "session_completion", "support_share"}] == [
        ("cadence", 1, 22),
        ("session_completion", 1, 1),
        ("support_share", 0, 1),
    ]


def test_sessions_cancelled_and_missed_are_shares_of_those_planned_and_not_of_those_to_come(tmp_path: Path) -> None:
    statuses = ("held", "held", "cancelled", "no_show", "no_show", "scheduled")
    sessions = [
        {"session_key": place, "pair_key": 10, "held_on": dt.date(2024, 2, 1 + place), "status": status}
        for place, status in enumerate(statuses)
    ]
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS, sessions=sessions)
    found = {name: ratio(opened, name) for name in ("session_completion", "cancelled_share", "no_show_share")}
    assert found == {
        "session_completion": [(10, 2, 5)],
        "cancelled_share": [(10, 1, 5)],
        "no_show_share": [(10, 2, 5)],
    }


def test_a_session_after_its_pair_was_over_or_after_today_is_not_the_last_day(tmp_path: Path) -> None:
    over = {**PAIRS[0], "pair_key": 11, "ended_on": dt.date(2024, 3, 1)}
    days = {1: (10, dt.date(2024, 2, 1)), 2: (11, dt.date(2024, 9, 1)), 3: (10, dt.date(2999, 1, 1))}
    sessions = [
        {"session_key": key, "pair_key": pair, "held_on": day, "status": "held"} for key, (pair, day) in days.items()
    ]
    opened = engine(tmp_path, people=PEOPLE, pairs=[*PAIRS, over], sessions=sessions)
    found = select(opened, "select distinct base from pair_activity where ratio = 'cadence'")
    assert found == [((dt.date(2024, 2, 1) - dt.date(2024, 1, 10)).days,)]


def test_a_pair_without_planned_sessions_has_no_completion(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS)
    assert select(opened, "select count(*) from pair_activity") == [(0,)]


def test_merged_categories_are_used_by_every_question(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=PEOPLE, pairs=PAIRS)
    opened.merge_categories((("eligible", "generation", "Boomer", "Boomer to Gen X"),))
    for member in ("eligible_member", "employment_member"):
        found = select(opened, f"select distinct generation from {member} where generation like 'Boomer%'")
        assert found == [("Boomer to Gen X",)]


def test_merged_categories_of_a_wave_are_used_in_that_wave_only(tmp_path: Path) -> None:
    waves = [
        {"respondent_key": 1, "wave": wave, "wave_on": dt.date(2024, 6, 1), "generation": "Boomer"}
        for wave in ("spring", "fall")
    ]
    opened = engine(tmp_path, person_wave=waves)
    opened.merge_categories((("survey:spring", "generation", "Boomer", "Boomer to Gen X"),))
    found = select(opened, "select wave, generation from survey_member order by wave")
    assert found == [("fall", "Boomer"), ("spring", "Boomer to Gen X")]


def test_a_promotion_is_a_higher_level_than_on_the_row_before(tmp_path: Path) -> None:
    days = [dt.date(year, 1, 1) for year in (2022, 2023, 2024, 2025)]
    history = [
        {**PERSON, "person_key": JUNIOR, "level": level, "effective_on": day}
        for level, day in zip(("L9", "L10", "L10", "L8"), days, strict=True)
    ]
    opened = engine(tmp_path, people=history)
    assert select(opened, "select person_key, promoted_on from promotion") == [(JUNIOR, "2023-01-01")]


def test_levels_without_a_number_promote_nobody(tmp_path: Path) -> None:
    history = [
        {**PERSON, "person_key": JUNIOR, "level": level, "effective_on": day}
        for level, day in (("Analyst", dt.date(2022, 1, 1)), ("Partner", dt.date(2024, 1, 1)))
    ]
    assert select(engine(tmp_path, people=history), "select person_key from promotion") == []


def test_a_promotion_counts_in_the_arm_of_its_day(tmp_path: Path) -> None:
    history = [
        {**PERSON, "person_key": JUNIOR, "level": level, "effective_on": day}
        for level, day in (
            ("L1", dt.date(2022, 1, 1)), ("L2", dt.date(2024, 3, 1)), ("L3", dt.date(2024, 7, 1)),
        )
    ]  # fmt: skip
    first = {**PAIR, "pair_key": 10, "junior_key": OTHER, "senior_key": SENIOR}
    late = {**PAIR, "pair_key": 11, "junior_key": JUNIOR, "senior_key": SENIOR, "enrolled_on": dt.date(2024, 5, 1)}
    opened = engine(tmp_path, people=[*PEOPLE[1:], *history], pairs=[first, late])
    found = select(
        opened,
        "select arm, n_promotions from employment "
        f"where clock = 'program' and person_key = {JUNIOR} order by entry_day",
    )
    assert found == [("Comparison", 1), ("Pilot", 1)]


ASKED = {"import_id": "i", "wave": "w", "kind": "ordinal", "scale": "engagement", "scale_min": 1, "scale_max": 5}
ITEMS = [
    {**ASKED, "question_id": "A", "column_name": "q001", "item": "eng_1", "is_reverse": False},
    {**ASKED, "question_id": "B", "column_name": "q002", "is_reverse": True},
    {**ASKED, "question_id": "C", "column_name": "q003", "scale": None, "is_reverse": False},
]


def respondents(*keys: int) -> list[dict[str, object]]:
    return [{"respondent_key": key, "wave": "w", "wave_on": dt.date(2024, 6, 1)} for key in keys]


def test_answers_to_items_count_from_zero_and_reverse_keyed_ones_are_turned(tmp_path: Path) -> None:
    answers = [{"respondent_key": 1, "wave": "w", "q001": 4, "q002": 4, "q003": 4}]
    opened = engine(tmp_path, person_wave=respondents(1), responses=answers, questions=ITEMS)
    found = select(opened, "select item, span, answer from item_answer order by item")
    assert found == [("B", 4, 1), ("eng_1", 4, 3)]


def test_only_the_newest_answers_of_a_respondent_count_and_a_column_means_what_its_import_says(tmp_path: Path) -> None:
    first = [{"respondent_key": key, "wave": "w", "q001": 5} for key in (1, 2)]
    second = [{"respondent_key": 2, "wave": "w", "q001": 5, "q002": 2}]
    swapped = [{**ITEMS[0], "column_name": "q002"}, {**ITEMS[1], "column_name": "q001"}]
    opened = engine(
        tmp_path,
        person_wave=[respondents(1, 2), respondents(2)],
        responses=[first, second],
        questions=[ITEMS[:1], swapped],
    )
    found = select(opened, "select respondent_key, item, answer from item_answer order by respondent_key, item")
    assert found == [(1, "eng_1", 4), (2, "B", 0), (2, "eng_1", 1)]


def test_favorable_is_the_top_two_of_five_and_the_top_three_of_seven(tmp_path: Path) -> None:
    seven = {**ITEMS[0], "column_name": "q002", "question_id": "S", "item": "seven", "scale_max": 7}
    eleven = {**ITEMS[0], "column_name": "q003", "question_id": "T", "item": "eleven", "scale_min": 0, "scale_max": 10}
    answers = [
        {"respondent_key": 1, "wave": "w", "q001": 4, "q002": 4, "q003": 10},
        {"respondent_key": 2, "wave": "w", "q001": 3, "q002": 5, "q003": 10},
        {"respondent_key": 3, "wave": "w", "q001": None, "q002": 7, "q003": 10},
        {"respondent_key": 4, "wave": "w", "q001": None, "q002": None, "q003": 10},
    ]
    opened = engine(
        tmp_path, person_wave=respondents(1, 2, 3, 4), responses=answers, questions=[ITEMS[0], seven, eleven]
    )
    found = select(opened, "select respondent_key, n_favorable, n_answered from favorable order by respondent_key")
    assert found == [(1, 1, 2), (2, 1, 2), (3, 1, 1)]


def held(pair: int, *days: int) -> list[dict[str, object]]:
    """Held sessions so many days after the pair's start."""
    start = dt.date(2024, 1, 10)
    return [
        {"session_key": 1000 * pair + day, "pair_key": pair, "held_on": start + dt.timedelta(day), "status": "held"}
        for day in days
    ]


def ratio(opened: DuckDBEngine, name: str) -> list[tuple[object, ...]]:
    return select(
        opened, f"select pair_key, numerator, base from pair_activity where ratio = '{name}' order by pair_key"
    )


def pair(key: int, **others: object) -> dict[str, object]:
    return {**PAIR, "pair_key": key, "junior_key": JUNIOR, "senior_key": SENIOR, **others}


def test_a_pair_survives_until_sixty_days_of_silence_or_its_end(tmp_path: Path) -> None:
    start = dt.date(2024, 1, 10)
    pairs = [
        pair(1),
        pair(2),
        pair(3, ended_on=start + dt.timedelta(100), end_reason="stopped"),
        pair(4, ended_on=start + dt.timedelta(100), end_reason="completed"),
        pair(5),
    ]
    sessions = [
        *held(1, 30, 80, 130, 180, 200),
        *held(2, 30, 90, 200),
        *held(3, 30, 80),
        *held(4, 30, 80),
        *held(5, 59, 118, 177),
    ]
    found = ratio(engine(tmp_path, people=PEOPLE, pairs=pairs, sessions=sessions), "pair_survival")
    assert found == [(1, 0, 200), (2, 1, 90), (3, 1, 100), (4, 0, 100), (5, 0, 200)]


def test_a_pair_that_never_met_is_silent_after_sixty_days(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=PEOPLE, pairs=[pair(1), pair(2)], sessions=held(2, 30, 80, 100))
    assert ratio(opened, "pair_survival") == [(1, 1, 60), (2, 0, 100)]


def test_a_pair_is_at_its_agreed_cadence_when_it_held_what_it_agreed_on(tmp_path: Path) -> None:
    pairs = [pair(key, agreed_per_month=agreed) for key, agreed in ((1, 1), (2, 1), (3, None))]
    sessions = [*held(1, 30, 60, 95), *held(2, 30, 95), *held(3, 95)]
    opened = engine(tmp_path, people=PEOPLE, pairs=pairs, sessions=sessions)
    assert ratio(opened, "at_agreed_cadence") == [(1, 1, 1), (2, 0, 1)]


def test_the_median_gap_is_between_sessions_that_were_held_one_after_the_other(tmp_path: Path) -> None:
    start = dt.date(2024, 1, 10)
    pairs = [pair(1), pair(2), pair(3), pair(4), pair(5, ended_on=start + dt.timedelta(50))]
    cancelled = [{**one, "status": "cancelled"} for one in held(2, 20)]
    sessions = [
        *held(1, 10, 20, 50),
        *[*held(2, 7, 21, 90, 97), *cancelled],
        *held(3, 30),
        *held(5, 10, 40, 60),
    ]
    opened = engine(tmp_path, people=PEOPLE, pairs=pairs, sessions=sessions)
    assert ratio(opened, "median_gap") == [(1, 2 * 20, 1), (2, 2 * 14, 1), (5, 2 * 30, 1)]


def test_activity_is_about_pairs_that_were_not_over_thirty_days_before_the_newest_session(tmp_path: Path) -> None:
    start = dt.date(2024, 1, 10)
    pairs = [
        pair(1),
        pair(2),
        pair(3, ended_on=start + dt.timedelta(100)),
        pair(4, ended_on=start + dt.timedelta(180)),
    ]
    sessions = [*held(1, 60, 200), *held(2, 60, 170), *held(3, 90), *held(4, 175)]
    opened = engine(tmp_path, people=PEOPLE, pairs=pairs, sessions=sessions)
    assert ratio(opened, "activity") == [(1, 1, 1), (2, 0, 1), (4, 1, 1)]


def test_invited_are_the_eligible_people_employed_on_the_day_of_the_wave(tmp_path: Path) -> None:
    people = [
        *PEOPLE,
        {**PERSON, "person_key": 4, "exited_on": dt.date(2024, 5, 1)},
        {**PERSON, "person_key": 5, "hired_on": dt.date(2024, 7, 1)},
        {**PERSON, "person_key": 6, "is_eligible": False},
    ]
    wave = {"wave": "w", "wave_on": dt.date(2024, 6, 1)}
    answers = [
        {**wave, "respondent_key": 1, "person_key": JUNIOR, "engagement": 60},
        {**wave, "respondent_key": 2, "person_key": JUNIOR, "engagement": 30},
        {**wave, "respondent_key": 9, "person_key": None, "engagement": 30},
    ]
    opened = engine(tmp_path, people=people, pairs=PAIRS, person_wave=answers)
    found = select(opened, "select person_key, arm, role, responded, engagement from invited order by person_key")
    assert found == [
        (JUNIOR, "Pilot", "Junior mentor", 1, 30),
        (SENIOR, "Pilot", "Senior mentee", 0, None),
        (OTHER, "Comparison", "Not enrolled", 0, None),
    ]


def wave_row(respondent: int, person: int | None, **others: object) -> dict[str, object]:
    return {"respondent_key": respondent, "person_key": person, "wave": "w", "wave_on": dt.date(2024, 6, 1), **others}


def asks(scale: str) -> dict[str, object]:
    return {"wave": "w", "scale": scale, "n_items": 1, "denominator": 1}


COUNTED = "select respondent_key, person_key, engagement, safety from respondent order by respondent_key"


def test_a_person_who_answered_twice_counts_once_with_the_latest_day_else_the_highest_key(tmp_path: Path) -> None:
    rows = [
        wave_row(1, JUNIOR, engagement=10), wave_row(2, JUNIOR, engagement=20),
        wave_row(3, SENIOR, engagement=30), wave_row(4, SENIOR, engagement=40),
        wave_row(5, None, engagement=50), wave_row(6, None, engagement=60),
    ]  # fmt: skip
    days = {1: dt.date(2024, 6, 3), 2: dt.date(2024, 6, 2)}
    answers = [{"respondent_key": key, "wave": "w", "responded_on": days.get(key)} for key in range(1, 7)]
    opened = engine(tmp_path, people=PEOPLE, person_wave=rows, responses=answers)
    assert select(opened, COUNTED) == [
        (1, JUNIOR, 10, None),
        (4, SENIOR, 40, None),
        (5, None, 50, None),
        (6, None, 60, None),
    ]


def test_the_newest_import_wins_over_a_later_day(tmp_path: Path) -> None:
    first, second = [wave_row(9, JUNIOR, engagement=10)], [wave_row(1, JUNIOR, engagement=20)]
    answers = [
        [{"respondent_key": 9, "wave": "w", "responded_on": dt.date(2024, 6, 9)}],
        [{"respondent_key": 1, "wave": "w", "responded_on": dt.date(2024, 6, 1)}],
    ]
    opened = engine(tmp_path, people=PEOPLE, person_wave=[first, second], responses=answers)
    assert select(opened, COUNTED) == [(1, JUNIOR, 20, None)]


def test_a_second_instrument_of_a_wave_adds_its_scales_and_keeps_those_of_the_first(tmp_path: Path) -> None:
    first = [wave_row(1, JUNIOR, engagement=10), wave_row(2, None, engagement=20)]
    second = [wave_row(7, JUNIOR, safety=30), wave_row(2, None, safety=40)]
    asked = [[asks("engagement")], [asks("safety")]]
    opened = engine(tmp_path, people=PEOPLE, person_wave=[first, second], wave_scales=asked)
    assert select(opened, COUNTED) == [(2, None, 20, 40), (7, JUNIOR, 10, 30)]


def test_an_answer_that_a_later_export_blanks_is_blank(tmp_path: Path) -> None:
    first = [wave_row(1, JUNIOR, engagement=10, safety=30), wave_row(2, None, engagement=20)]
    second = [wave_row(1, JUNIOR, safety=35), wave_row(2, None, engagement=25)]
    asked = [[asks("engagement"), asks("safety")]] * 2
    opened = engine(tmp_path, people=PEOPLE, person_wave=[first, second], wave_scales=asked)
    assert select(opened, COUNTED) == [(1, JUNIOR, None, 35), (2, None, 25, None)]


def test_items_that_a_later_export_blanks_are_blank(tmp_path: Path) -> None:
    other = {**ITEMS[0], "column_name": "q002", "item": "eng_2"}
    opened = engine(
        tmp_path,
        person_wave=[[wave_row(1, JUNIOR), wave_row(2, None)]] * 2,
        responses=[
            [{"respondent_key": key, "wave": "w", "q001": 4, "q002": 3} for key in (1, 2)],
            [
                {"respondent_key": 1, "wave": "w", "q001": None, "q002": 5},
                {"respondent_key": 2, "wave": "w", "q001": None, "q002": None},
            ],
        ],
        questions=[[ITEMS[0], other]] * 2,
    )
    assert select(opened, "select respondent_key, item, answer from item_answer") == [(1, "eng_2", 4)]


def test_the_items_of_both_instruments_of_a_wave_are_kept(tmp_path: Path) -> None:
    safe = {**ITEMS[0], "scale": "safety", "item": "saf_1"}
    opened = engine(
        tmp_path,
        person_wave=[[wave_row(1, JUNIOR)], [wave_row(7, JUNIOR)]],
        responses=[
            [{"respondent_key": 1, "wave": "w", "q001": 4}],
            [{"respondent_key": 7, "wave": "w", "q001": 2}],
        ],
        questions=[ITEMS[:1], [safe]],
    )
    found = select(opened, "select respondent_key, scale, item, answer from item_answer order by scale")
    assert found == [(7, "engagement", "eng_1", 3), (7, "safety", "saf_1", 1)]


MOVED_UP = [
    {**PERSON, "person_key": JUNIOR, "level": level, "effective_on": day}
    for level, day in (("L2", dt.date(2022, 1, 1)), ("L3", dt.date(2024, 7, 1)), ("L6", dt.date(2027, 1, 1)))
]


def test_a_row_effective_after_the_rosters_last_day_changes_nothing_yet(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=MOVED_UP)
    assert select(opened, "select level from person") == [("L3",)]
    assert select(opened, "select promoted_on from promotion") == [("2024-07-01",)]


def test_a_person_with_later_rows_only_is_still_on_the_roster(tmp_path: Path) -> None:
    assert select(engine(tmp_path, people=MOVED_UP[2:]), "select level from person") == [("L6",)]


def test_answers_count_under_the_level_of_the_day_of_the_wave(tmp_path: Path) -> None:
    rows = [
        {**wave_row(1, JUNIOR), "wave": wave, "wave_on": day}
        for wave, day in (
            ("a", dt.date(2021, 1, 1)), ("b", dt.date(2024, 6, 30)), ("c", dt.date(2024, 7, 1)),
        )
    ]  # fmt: skip
    opened = engine(tmp_path, people=MOVED_UP, person_wave=rows)
    for mart in ("respondent", "invited"):
        found = select(opened, f"select wave, level from {mart} order by wave")
        assert [row for row in found if row[0] != "a"] == [("b", "L2"), ("c", "L3")]
    assert select(opened, "select level from respondent where wave = 'a'") == [("L2",)]


def test_a_promotion_counts_under_the_level_that_the_spell_began_with(tmp_path: Path) -> None:
    late = {**PAIR, "pair_key": 11, "junior_key": JUNIOR, "senior_key": OTHER, "enrolled_on": dt.date(2024, 8, 1)}
    opened = engine(tmp_path, people=[*MOVED_UP, *PEOPLE[1:]], pairs=[pair(10) | {"junior_key": OTHER}, late])
    found = select(
        opened,
        f"select clock, arm, level, n_promotions from employment where person_key = {JUNIOR} order by clock, entry_day",
    )
    assert found == [
        ("program", "Comparison", "L2", 1),
        ("program", "Pilot", "L3", 0),
        ("tenure", "Comparison", "L2", 1),
        ("tenure", "Pilot", "L3", 0),
    ]
    assert select(opened, f"select arm, level from eligible where person_key = {JUNIOR}") == [("Pilot", "L3")]
