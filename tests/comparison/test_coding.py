from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.comparison.coding import Categories, Numbers, arms, coding, happened, known_before, measured
from analytics.errors import SettingsError


def test_decimals_become_steps_without_rounding() -> None:
    found = coding("wage", ["9930.0458984375", "0", "-1e3", "+.5", " 7 "])
    assert isinstance(found, Numbers)
    assert found.denominator == 10**10
    assert found.steps["9930.0458984375"] == 99300458984375
    assert found.steps["-1e3"] == -(10**13)
    assert found.steps["+.5"] == 5 * 10**9
    assert found.steps[" 7 "] == 7 * 10**10


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9), min_size=1))
def test_every_float_is_kept_exactly(values: list[float]) -> None:
    texts = [repr(value) for value in values]
    found = measured("value", texts)
    assert [found.steps[text] / found.denominator for text in texts] == values


@pytest.mark.parametrize("absent", ["", " ", "NA", "nan", "N/A", ".", "None", "NULL", None])
def test_absent_texts_have_no_code(absent: str | None) -> None:
    found = coding("score", ["1", absent])
    assert isinstance(found, Numbers)
    assert list(found.steps) == ["1"]


def test_none_is_a_category_among_words() -> None:
    found = coding("degree", ["None", "Master", ""])
    assert isinstance(found, Categories)
    assert found.levels == ("Master", "None")


def test_an_empty_column_is_refused() -> None:
    with pytest.raises(SettingsError, match="'score' is empty"):
        coding("score", ["", None, "NA"])


def test_many_texts_are_refused_without_showing_one() -> None:
    texts = [f"secret{number}" for number in range(60)] + ["5"]
    with pytest.raises(SettingsError, match="61 different texts, 1 of them numbers") as refused:
        coding("score", texts)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("texts", [["1_000", "2"], ["inf", "2"], ["0x10", "2"]])
def test_what_is_no_plain_number_is_none(texts: list[str]) -> None:
    assert isinstance(coding("score", texts), Categories)
    with pytest.raises(SettingsError, match="holds texts"):
        measured("score", texts)


def test_yes_and_no_can_be_compared() -> None:
    assert measured("stayed", ["Yes", "no", "TRUE", "f"]).steps == {"Yes": 1, "no": 0, "TRUE": 1, "f": 0}


@pytest.mark.parametrize(
    ("texts", "events"),
    [
        (["0", "1"], {"0": 0, "1": 1}),
        (["1.0", "0.0"], {"1.0": 1, "0.0": 0}),
        (["1", "2"], {"1": 0, "2": 1}),
        (["1"], {"1": 1}),
        (["No", "Yes"], {"No": 0, "Yes": 1}),
        (["Active", "Terminated", ""], {"Active": 0, "Terminated": 1}),
        (["censored", "death"], {"censored": 0, "death": 1}),
    ],
)
def test_events_are_read_as_people_write_them(texts: list[str], events: dict[str, int]) -> None:
    assert happened("left", texts).steps == events


def test_other_events_are_refused() -> None:
    with pytest.raises(SettingsError, match="does not say whether the event happened"):
        happened("left", ["0", "1", "2"])


def test_named_labels_are_the_event_and_all_others_are_not() -> None:
    assert happened("status", ["0", "1", "2"], ["2"]).steps == {"0": 0, "1": 0, "2": 1}
    assert happened("why", ["Retired", "Quit", "stays"], ["quit", "retired"]).steps == {
        "Retired": 1, "Quit": 1, "stays": 0,
    }  # fmt: skip


def test_a_named_label_that_the_column_lacks_is_refused() -> None:
    with pytest.raises(SettingsError, match="lacks a label"):
        happened("status", ["0", "1"], ["3"])


def test_words_that_do_not_say_it_are_refused_with_the_way_to_say_it() -> None:
    with pytest.raises(SettingsError, match=r"--event-is"):
        happened("status", ["blue", "green"])


def test_dates_known_beforehand_are_days_apart() -> None:
    found = known_before("hired_on", ["2026-01-02", "2025-12-31", "NA"])
    assert isinstance(found, Numbers)
    assert found.steps["2026-01-02"] - found.steps["2025-12-31"] == 2
    with pytest.raises(SettingsError, match="is empty"):
        known_before("hired_on", ["", None])


@pytest.mark.parametrize(
    ("texts", "pilot"),
    [
        (["0", "1"], "1"),
        (["0.0", "1.0"], "1.0"),
        (["Control", "Treated "], "Treated "),
        (["FALSE", "TRUE"], "TRUE"),
        (["no", "yes", "NA"], "yes"),
        (["pilot", "comparison"], "pilot"),
    ],
)
def test_arms_say_themselves_which_is_the_pilot(texts: list[str], pilot: str) -> None:
    found = arms("arm", texts)
    assert [text for text, is_pilot in found.items() if is_pilot] == [pilot]
    assert len(found) == 2


def test_a_named_pilot_wins() -> None:
    assert arms("group", ["1", "2"], pilot="2") == {"1": False, "2": True}
    assert arms("group", ["1", "2"], pilot="2.0") == {"1": False, "2": True}
    assert arms("group", ["0", "1"], pilot="0") == {"0": True, "1": False}


def test_two_of_several_labels_can_be_named() -> None:
    assert arms("mail", ["Mens", "Womens", "None"], pilot="Mens", comparison="None") == {"Mens": True, "None": False}


@pytest.mark.parametrize(
    ("texts", "pilot"), [(["1", "2"], None), (["A", "B"], None), (["a", "b", "c"], "a"), (["1"], None), (["x"], "x")]
)
def test_arms_that_do_not_say_it_are_refused(texts: list[str], pilot: str | None) -> None:
    with pytest.raises(SettingsError, match=r"--pilot"):
        arms("arm", texts, pilot=pilot)


def test_a_label_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="no label 'Pilto'"):
        arms("arm", ["pilot", "rest"], pilot="Pilto")
