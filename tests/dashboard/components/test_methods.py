"""Methods are read from the code: every public statistic with its source and what it was checked against."""

from __future__ import annotations

import pkgutil

import analytics.stats
from analytics.catalog import MEASURES
from dashboard.components.methods import chapter_html, chapters, docstring, measure_html, measures, schemes_table

TEXT = """The mean of both.

More about it,
on two lines.

Args:
    first: One.
Raises:
    ValueError: Never.
Reference:
    Student (1908), Biometrika 6,
    page 1.
Checked against:
    R: `mean(x)`.

>>> 1 + 1
2
"""


def test_a_docstring_is_taken_apart() -> None:
    found = docstring(TEXT)
    assert found.summary == "The mean of both."
    assert found.text == "More about it,\non two lines."
    assert found.sections["Reference"] == "Student (1908), Biometrika 6,\npage 1."
    assert found.sections["Checked against"] == "R: `mean(x)`."
    assert found.example == ">>> 1 + 1\n2"


def test_an_empty_docstring_is_no_failure() -> None:
    assert docstring("").summary == ""


def test_every_module_of_statistics_with_functions_is_a_chapter() -> None:
    names = {method.name.split(".")[0] for chapter in chapters() for method in chapter.methods}
    modules = {module.name for module in pkgutil.iter_modules(analytics.stats.__path__)}
    assert names <= modules
    assert {"compare", "intervals", "survival", "proportions"} <= names


def test_welch_is_shown_with_its_source_and_its_check() -> None:
    chapter = next(one for one in chapters() if any(method.name == "compare.welch" for method in one.methods))
    markup = chapter_html(chapter)
    assert "Welch" in markup
    assert "<dt>Checked against</dt>" in markup
    assert "t.test" in markup


def test_code_in_a_docstring_is_escaped() -> None:
    assert all("<script" not in chapter_html(chapter) for chapter in chapters())


def test_every_measure_is_defined() -> None:
    assert [measure.name for measure in measures()] == list(MEASURES)
    markup = measure_html(MEASURES["enps"])
    for term in ("Definition", "Numerator", "Denominator", "Window", "Left out", "Interval"):
        assert f"<dt>{term}</dt>" in markup


def test_every_generation_has_its_birth_years() -> None:
    rows = schemes_table().rows
    assert ("Pew Research Center", "Gen Z", "1997 to 2012") in rows
