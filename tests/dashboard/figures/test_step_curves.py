"""Curves with steps, and dots where a line would say what nobody knows."""

from __future__ import annotations

from dashboard.figures.step_curves import StepCurve, step_curves


def curve(*days: int, name: str = "Pilot") -> StepCurve:
    values = [100.0 - day / 50 for day in days]
    return StepCurve(
        name=name,
        color="#0F7F96",
        days=days,
        values=values,
        low=[value - 3 for value in values],
        high=[value + 2 for value in values],
        texts=[f"{name}, {day}" for day in days],
    )


def test_a_curve_of_quarters_is_a_band_and_a_line_above_it() -> None:
    band, line = step_curves([curve(0, 91, 182, 274)])
    assert band["fill"] == "toself"
    assert (line["mode"], line["line"]["shape"], line["x"]) == ("lines", "hv", [0, 91, 182, 274])


def test_where_more_than_a_quarter_is_unknown_there_are_dots_with_intervals_instead() -> None:
    (dots,) = step_curves([curve(0, 365)])
    assert (dots["mode"], dots["x"], dots["text"]) == ("markers", [365], ["Pilot, 365"])
    assert (dots["error_y"]["array"], dots["error_y"]["arrayminus"]) == ([2.0], [3.0])


def test_dots_of_the_same_day_stand_beside_each_other_in_shapes_of_their_own() -> None:
    first, second = step_curves([curve(0, 91, 365), curve(0, 91, 365, name="Comparison")])
    assert all(one < other for one, other in zip(first["x"], second["x"], strict=True))
    assert first["marker"]["symbol"] != second["marker"]["symbol"]
