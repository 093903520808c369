from __future__ import annotations

import pyarrow as pa
import pytest

from analytics.imports import telling, texts
from analytics.imports.dates import day, order_of
from analytics.imports.report import report
from analytics.imports.telling import moments, telling_texts
from analytics.imports.texts import Texts


def varied(*listed: str) -> Texts:
    return Texts(plain=pa.array(listed, pa.string()))


def test_totals_are_exact_whatever_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "FIRST", 2)
    found = telling_texts(
        varied("1", "2", " 3", "2", "n/a", "", "1,250", "4,5", "five", "six", "write to a@example.com")
    )
    assert (found.n, found.n_different, found.n_numbers) == (10, 9, 6)
    assert found.counts == {"1": 1, "2": 2, "n/a": 1, "": 1, "write to a@example.com": 1}


def test_digits_are_numbers() -> None:
    assert telling_texts(varied("10", "11", "012")).n_numbers == 3
    assert telling_texts(varied("10", "11", "9" * 16)).n_numbers == 2


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_times_of_a_day_are_one_and_name_the_same_day(order: str) -> None:
    listed = [
        f"{month:02d}/{of_month:02d}/2024 {hour}:15:00 PM"
        for month in (3, 4)
        for of_month in (5, 6)
        for hour in range(1, 13)
    ]
    cells = moments(varied(*listed))
    assert len(cells.distinct) == 8
    read = [day(cells.distinct[code], order) for code in cells.codes.tolist()]  # type: ignore[arg-type]
    assert read == [day(text, order) for text in listed]  # type: ignore[arg-type]
    assert order_of(cells.distinct) == order_of(listed)


def test_what_is_no_date_stays_as_it_is() -> None:
    assert moments(varied("yesterday", "", "12 March 2024 10:15")).distinct == ("yesterday", "", "12 March 2024 10:15")


def test_a_file_with_ids_in_every_row_is_understood_alike_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.imports.made_up import export, understood

    rows = [
        [f"{n:05d}", f"2024-03-{n % 28 + 1:02d} 10:{n % 60:02d}:{n % 59:02d}", n % 5 + 1, f"It was {n}."]
        for n in range(400)
    ]
    content = export(
        ["Employee ID", "Timestamp", "How was it?", "Why?"], *rows, [" 00007", "", 3, "mail a@example.com"]
    )
    expected = report(understood(content))
    monkeypatch.setattr(texts, "FEW", 3)
    monkeypatch.setattr(telling, "FIRST", 20)
    assert understood(content).table.records.texts(0).is_varied
    assert report(understood(content)) == expected
