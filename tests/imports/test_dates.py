from __future__ import annotations

from datetime import date

import pytest

from analytics.imports.dates import Order, day, looks_like_date, order_of


@pytest.mark.parametrize(
    "text",
    [
        "2017-07-18 08:28:09",
        "2017-07-18T08:28:09Z",
        "2026/09/27 3:00:00 PM GMT+3",
        "8/31/2023 19:08:16",
        "03/24/2020 9:08:27 PM",
        "9/8/18 15:29",
        "31.12.2024",
        "4 August, 2022",
        "Jul 31, 2022",
        "2. Mai 2024",
        "2023年8月31日",
    ],
)
def test_a_date_is_known_however_it_is_written(text: str) -> None:
    assert looks_like_date(text)


@pytest.mark.parametrize(
    "text", ["", "5", "3.5", "1-2 years", "10 - 25", "2+ years", "25-Jun", "4 apples, 2022", "1.2.3"]
)
def test_other_cells_are_no_dates(text: str) -> None:
    assert not looks_like_date(text)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2024-05-01"], "ymd"),
        (["01/01/1980 00:00", "01/01/1980 00:00"], "ymd"),
        (["2024-05-01", "3/5/2024"], None),
        (["1/5/26", "1/31/26"], "mdy"),
        (["1/5/26", "31/1/26"], "dmy"),
        (["1/5/26", "2/6/26"], None),
        (["05.01.2026"], "dmy"),
        (["03/04/2020 9:08:27 PM"], "mdy"),
        (["13/5/2026", "5/13/2026"], None),
        (["4 August, 2022"], "ymd"),
        ([], None),
    ],
)
def test_the_order_of_day_and_month_needs_evidence(cells: list[str], order: Order | None) -> None:
    assert order_of(cells) == order


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("1/5/26", "dmy", date(2026, 5, 1)),
        ("1/5/26", "mdy", date(2026, 1, 5)),
        ("1/5/26", None, None),
        ("5/5/26", None, date(2026, 5, 5)),
        ("2026/09/27 3:00:00 PM GMT+3", None, date(2026, 9, 27)),
        ("4 August, 2022", None, date(2022, 8, 4)),
        ("Jul 31, 2022", None, date(2022, 7, 31)),
        ("01.02.85", "dmy", date(1985, 2, 1)),
        ("31/31/2024", "mdy", None),
        ("yesterday", "mdy", None),
    ],
)
def test_a_day_is_read_in_the_order_of_its_column(text: str, order: Order | None, found: date | None) -> None:
    assert day(text, order) == found
