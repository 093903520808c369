"""Files with one row an answer: recognized by what stands in their columns, and turned into one row a response."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UnknownNameError
from analytics.imports.canonical.columns import PROGRAM_TABLES
from analytics.imports.headings import pattern
from analytics.imports.records import Records
from analytics.imports.table import Column, Notice
from analytics.imports.texts import Texts
from analytics.imports.vendors.vendor import unique
from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from analytics.imports.options import Options
    from analytics.imports.table import Table

FORMAT = "long"
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 24
_FEWEST_RECORDS, _FEWEST_QUESTIONS, _MOST_QUESTIONS = 4, 2, 1_000
_FEWEST_ANSWERED = 0.3
_MOST_REPEATED = 0.35
_BETWEEN = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The columns of a file with one row an answer.

    Args:
        respondent: Position of the column that says whose answer it is.
        question: Position of the column that says what was asked.
        answer: Position of the column with the answer.
        identity: Position of the column with the question's id, or None.
    """

    respondent: int
    question: int
    answer: int
    identity: int | None = None


def widened(table: Table, options: Options) -> Table:
    """The table with one row a response, where it has one row an answer; the table itself where it has not.

    Args:
        table: The file as text.
        options: What a person states; `long` names the three columns.

    Raises:
        UnknownNameError: A stated column does not exist.
    """
    places = _stated(table, options.long) if options.long is not None else None
    if options.long is None and options.format is None:
        places = _recognized(table)
    return table if places is None else _wide(table, places)


def _stated(table: Table, names: Sequence[str]) -> Places:
    """The columns that a person has named."""
    headings = {key(name): index for index, name in reversed(list(enumerate(table.names)))}
    unknown = [name for name in names if key(name) not in headings]
    if unknown:
        raise UnknownNameError("column", unknown[0], table.names)
    respondent, question, answer = (headings[key(name)] for name in names)
    return Places(respondent=respondent, question=question, answer=answer)


def _recognized(table: Table) -> Places | None:
    """The columns of a file with one row an answer, told by headings and confirmed by cells; None for any other."""
    is_possible = _FEWEST_COLUMNS <= len(table.columns) <= _MOST_COLUMNS and len(table.records) >= _FEWEST_RECORDS
    if table.format in PROGRAM_TABLES or table.header_rows > 1 or not is_possible:
        return None
    answer = _first(table, "long_answer")
    asked = _all(table, "long_question")
    people = [index for index in _all(table, "long_respondent") if index not in {answer, *asked}]
    if answer is None or not people:
        return None
    texts = [index for index in asked if index != answer]
    for question in sorted(texts, key=lambda index: -_mean_length(table.records.texts(index))):
        for respondent in people:
            if _is_long(table.records.texts(respondent), table.records.texts(question)):
                identity = next(
                    (other for other in texts if other != question and _are_one(table, question, other)), None
                )
                return Places(respondent=respondent, question=question, answer=answer, identity=identity)
    return None


def _all(table: Table, name: str) -> list[int]:
    return [column.index for column in table.columns if pattern(name).search(plain(column.name).replace("_", " "))]


def _first(table: Table, name: str) -> int | None:
    return next(iter(_all(table, name)), None)


def _mean_length(texts: Texts) -> float:
    return sum(map(len, texts.distinct)) / max(len(texts.distinct), 1)


def _is_long(people: Texts, questions: Texts) -> bool:
    """Whether people stand in several rows and questions in many, and hardly anybody answers one twice."""
    n_people, n_questions, n = len(people.distinct), len(questions.distinct), len(people)
    if not _FEWEST_QUESTIONS <= n_questions <= _MOST_QUESTIONS or n_people >= n:
        return False
    pairs = np.unique(_pairs(people, questions))
    n_repeated = n - len(pairs)
    return n_repeated <= _MOST_REPEATED * n and len(pairs) >= _FEWEST_ANSWERED * n_people * n_questions


def _pairs(people: Texts, questions: Texts) -> npt.NDArray[np.int64]:
    """One number for each pair of person and question, shape (records,)."""
    return people.codes.astype(np.int64) * len(questions.distinct) + questions.codes


def _are_one(table: Table, question: int, other: int) -> bool:
    """Whether two columns name the same questions, one by text and one by id."""
    one, two = table.records.texts(question), table.records.texts(other)
    return len(one.distinct) == len(two.distinct) == len(np.unique(_pairs(one, two)))


def _wide(table: Table, places: Places) -> Table:
    """One row a respondent: what is the same in all rows of each, then one column a question."""
    people, questions = table.records.texts(places.respondent), table.records.texts(places.question)
    codes = people.codes.astype(np.int64)
    first = np.full(len(people.distinct), -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    order = np.argsort(first, kind="stable")
    kept = [index for index in range(len(table.columns)) if _is_of_person(table, index, places, codes, first)]
    columns = [replace(table.columns[index], index=at, key=f"p{at + 1:03d}") for at, index in enumerate(kept)]
    columns = [replace(one, role="respondent_id") if kept[one.index] == places.respondent else one for one in columns]
    texts = [table.records.texts(index).take(first[order]) for index in kept]
    names = _identities(table, places)
    for at, (text, identity) in enumerate(zip(questions.distinct, names, strict=True)):
        if not text.strip():
            continue
        name, index = plain(text), len(columns)
        columns.append(Column(index=index, key=identity or f"q{at + 1:03d}", name=name, stem=name))
        texts.append(_answers(table, places, at, codes, order))
    records = Records(texts, len(order))
    message = (
        f"The file has one row an answer: {len(table.records):,} rows became {len(order):,} responses to "
        f"{len(columns) - len(kept):,} questions. Row numbers count responses."
    )
    return replace(
        table,
        format=FORMAT,
        columns=unique(columns),
        records=records,
        gaps=(),
        overlong=(),
        warnings=(*table.warnings, Notice(code="long_format", message=message)),
    )


def _is_of_person(
    table: Table, index: int, places: Places, codes: npt.NDArray[np.int64], first: npt.NDArray[np.int64]
) -> bool:
    """Whether a column says the same in all rows of each respondent."""
    if index in {places.question, places.answer, places.identity}:
        return False
    cells = table.records.texts(index).codes
    return bool((cells == cells[first[codes]]).all())


def _identities(table: Table, places: Places) -> list[str]:
    """The id of each question, in the order of their texts; empty where there is none."""
    questions = table.records.texts(places.question)
    if places.identity is None:
        return ["" for _ in questions.distinct]
    ids = table.records.texts(places.identity)
    found = dict(zip(questions.codes.tolist(), ids.codes.tolist(), strict=True))
    return [plain(ids.distinct[found[code]]) if code in found else "" for code in range(len(questions.distinct))]


def _answers(
    table: Table, places: Places, question: int, codes: npt.NDArray[np.int64], order: npt.NDArray[np.int64]
) -> Texts:
    """The answers to one question, one a respondent; several of one respondent are joined."""
    rows = np.flatnonzero(table.records.texts(places.question).codes == question)
    given: dict[int, str] = {}
    answers = table.records.texts(places.answer)
    for person, row in zip(codes[rows].tolist(), rows.tolist(), strict=True):
        text = answers[row]
        given[person] = f"{given[person]}{_BETWEEN}{text}" if person in given and text not in given[person] else text
    return Texts.of(given.get(person, "") for person in order.tolist())
