from __future__ import annotations

import pytest

from analytics.imports.delimiter import declared, delimiter


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found(mark: str) -> None:
    rows = [["id", "how was it?", "why"], ["1", "good", "so"], ["2", "bad", "no"]]
    assert delimiter("\n".join(mark.join(row) for row in rows) + "\n") == mark


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_declared_mark_is_taken(first: str) -> None:
    assert declared(f"{first}\na;b\n") == ";"


def test_nothing_declared_is_nothing() -> None:
    assert declared("separate,b\n1,2\n") is None


def test_decimal_commas_travel_with_semicolons() -> None:
    assert delimiter("a;b\n1,5;2,5\n3,5;4,5\n") == ";"


def test_commas_in_quoted_cells_do_not_count() -> None:
    assert delimiter('id;text\n1;"well, yes, no"\n2;"no, no, no"\n') == ";"


def test_joined_options_do_not_cut_a_row() -> None:
    assert delimiter("ID,Tools\n1,Mail;Chat;\n2,Chat;Phone;\n3,Mail;\n") == ","


def test_a_title_above_does_not_decide() -> None:
    assert delimiter("Staff; a list, as of May\nid,name,unit\n1,A,X\n2,B,Y\n") == ","


def test_one_column_has_any_mark() -> None:
    assert delimiter("score\n1\n2\n") in {",", ";", "\t", "|"}


def test_a_quoted_line_end_at_the_end_of_the_sample_is_no_record() -> None:
    text = "id;text\n" + "".join(f'{n};"a, b\nc, d"\n' for n in range(40_000))
    assert delimiter(text) == ";"
