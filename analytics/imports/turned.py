"""A table that lies on its side: one row a question, one column a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports.wording import plain, trimmed

if TYPE_CHECKING:
    from analytics.imports.table import Table

_FEWEST_PEOPLE, _FEWEST_QUESTIONS, _MOST_QUESTIONS = 5, 3, 400
_FEWEST_WORDS = 3
_MOSTLY = 0.8
_ASKED = re.compile(
    r"(survey )?(questions?|items?|statements?|frage|fragen|pregunta|pergunta|domanda|vraag|設問)?", re.IGNORECASE
)
_PERSON = re.compile(
    r"(resp|respondent|response|participant|person|employee|teilnehmer|antwort)[ _#.-]*\d+", re.IGNORECASE
)
_MAYBE_PERSON = re.compile(r"(#|r|p|id)?[ _#.-]*\d+", re.IGNORECASE)


def check_not_turned(table: Table) -> None:
    """Refuses a table whose rows are questions and whose columns are people.

    Args:
        table: The file as text.

    Raises:
        RefusedImportError: Every row begins with a question, and every other heading names a person.
    """
    if len(table.columns) <= _FEWEST_PEOPLE or not _FEWEST_QUESTIONS <= len(table.records) <= _MOST_QUESTIONS:
        return
    if _are_people(table) and _are_questions(table):
        raise RefusedImportError(
            table.file_name,
            ["It lies on its side: each row is a question and each column is a person."],
            next_step="Turn it round, so that each row is a person and each column a question: in a spreadsheet, copy "
            "all of it and paste it with Transpose. Save that, and import it.",
        )


def _are_people(table: Table) -> bool:
    """Whether the headings name people by number; short ones do where the first heading says that questions follow."""
    first, *others = (plain(name) for name in table.names)
    says_so = first.startswith("column ") or _ASKED.fullmatch(first) is not None
    form = _MAYBE_PERSON if says_so else _PERSON
    return sum(bool(form.fullmatch(name) or _PERSON.fullmatch(name)) for name in others) >= _MOSTLY * len(others)


def _are_questions(table: Table) -> bool:
    """Whether the first cells are different texts of several words."""
    texts = [trimmed(text) for text in table.records.texts(0).listed()]
    filled = [text for text in texts if text]
    are_long = sum(len(text.split()) >= _FEWEST_WORDS for text in filled) >= _MOSTLY * max(len(filled), 1)
    return len(filled) >= _FEWEST_QUESTIONS and len(set(filled)) == len(filled) and are_long
