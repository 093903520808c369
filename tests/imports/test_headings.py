from __future__ import annotations

import pytest

from analytics.imports.headings import content, dimension, is_amount, patterns


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Gender", "gender"),
        ("What is your gender?", "gender"),
        ("Geschlecht", "gender"),
        ("性別", "gender"),
        ("What is your race?", "ethnicity"),
        ("business_unit", "business_unit"),
        ("Abteilung", "business_unit"),
        ("Job Level", "level"),
        ("Where are you based (part of the world)?", "location"),
        ("What country do you work in?", "location"),
        ("Please select your age", "generation"),
        ("What is your age?", "age"),
        ("Geburtsjahr", "birth_year"),
        ("Cohort", "cohort"),
        ("genero", "gender"),
        ("¿Cuántos años tienes?", "age"),
        ("How old is the respondent (in years)?", "age"),
    ],
)
def test_a_fact_about_the_person_is_known_in_any_language(heading: str, name: str) -> None:
    assert dimension(heading) == name


@pytest.mark.parametrize(
    "heading",
    [
        "I feel that gender does not matter here.",
        "How satisfied are you with your department?",
        "What level of education is your course?",
        "People of every race are treated equally.",
        "What is the official name of your course?",
        "",
        "x" * 200 + " gender",
    ],
)
def test_an_opinion_about_a_fact_is_no_fact(heading: str) -> None:
    assert dimension(heading) is None


@pytest.mark.parametrize("heading", ["How many people?", "YearsAtCompany", "# of sessions", "Wie viele Jahre?", "人数"])
def test_amounts_are_told_from_ratings(heading: str) -> None:
    assert is_amount(heading)


@pytest.mark.parametrize(
    "heading",
    ["How satisfied are you?", "How do you rate the food?", "Over the past year, how often did you feel this?"],
)
def test_ratings_are_no_amounts(heading: str) -> None:
    assert not is_amount(heading)


def test_every_expression_can_be_read() -> None:
    assert len(patterns("dimension")) == len(content()["dimension"])
    assert len(patterns("personal")) == len(content()["personal"])
