"""A survey with a confirmed mapping, as tables that can be stored: answers, questions and scale scores."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from analytics.catalog import SCALES
from analytics.errors import RefusedImportError, SettingsError
from analytics.imports.answered_share import MINIMUM_ANSWERED_SHARE, SETTING
from analytics.imports.answers import CodedAnswers, coded_answers
from analytics.imports.canonical.dates import is_open
from analytics.imports.canonical.values import is_told
from analytics.imports.dates import day
from analytics.imports.identifiers import kinds_in, redacted
from analytics.imports.respondents import respondents
from analytics.imports.scores import Item, ScoreColumn, score_column
from analytics.imports.survey_births import BIRTHS, birth_spans, is_in_bands
from analytics.imports.table import Notice
from analytics.imports.telling import moments
from analytics.imports.waves import wave_day
from analytics.store.rows import MOST_HELD, LazyColumn, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence
    from datetime import date

    from analytics.imports.canonical.directory import Directory
    from analytics.imports.mapped_question import MappedQuestion
    from analytics.imports.mapping import Mapping
    from analytics.imports.question import Question
    from analytics.imports.records import Records
    from analytics.imports.respondents import Respondents
    from analytics.imports.understanding import Understanding
    from analytics.store import Key

DIMENSIONS = ("gender", "generation", "ethnicity", "business_unit", "level", "location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that is stored, with its answers.

    Args:
        question: The question as the mapping has it.
        entry: Its entry in the mapping.
        column: The column of `responses` with its answers, or None where they are not whole numbers.
        answers: The answers, or None.
    """

    question: Question
    entry: MappedQuestion
    column: str | None
    answers: CodedAnswers | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyImport:
    """A survey that can be stored.

    Args:
        tables: Rows by store table: `responses`, `questions`, `person_wave`, `wave_scales`.
        rows: Number of responses.
        notices: What a person should know.
        facts: What was found, as plain data: the match rate, the scales, the day of the wave.
    """

    tables: ReadOnly[str, pa.Table | Rows]
    rows: int
    notices: tuple[Notice, ...]
    facts: ReadOnly[str, Any]


def read_survey(
    understanding: Understanding,
    mapping: Mapping,
    *,
    wave: str,
    wave_on: date | None,
    import_id: str,
    key: Key,
    directory: Directory,
) -> SurveyImport:
    """The tables of a survey.

    Args:
        understanding: What was understood of the file.
        mapping: What its questions mean, confirmed.
        wave: Name of the wave.
        wave_on: The day that stands for the wave, or None to take the middle one of the answers.
        import_id: Id of the import, repeated in `questions` and `wave_scales`.
        key: The secret that ids are hashed with.
        directory: The people known so far.

    Raises:
        RefusedImportError: There are no responses, no answers that can be counted, or no day for the wave.
        SettingsError: The mapping gives a scale items that it cannot have.
    """
    applied = mapping.apply(understanding)
    records, name = applied.records(), applied.table.file_name
    _check_responses(applied, len(records))
    # Ids are hashed outside of Python, so that a core is free: the answers are read meanwhile.
    with ThreadPoolExecutor(1) as beside:
        naming = beside.submit(respondents, applied, records, wave=wave, key=key, directory=directory)
        asked = _asked(applied, mapping, records)
        found, notices = _scores(asked, mapping.minimum_answered_share)
        dimensions = _dimensions(applied, mapping, records)
        who = naming.result()
    if not any(one.column for one in asked) and not dimensions:
        raise RefusedImportError(
            name,
            ["No question in it has answers that can be counted."],
            next_step="Give questions a kind, min, max and labels in a mapping (`twoway inspect`), and pass --mapping.",
            needs=["mapping"],
        )
    days = _days(applied, records)
    on = wave_day(_middle(days), wave_on, name)
    births = birth_spans([one.question for one in asked], records, on)
    tables = {
        "responses": _held(_responses(who, wave, days, asked)),
        "questions": _questions(import_id, wave, asked),
        "person_wave": _held(_person_wave(who, wave, on, {**dimensions, **births}, found)),
        "wave_scales": _wave_scales(import_id, wave, found),
    }
    return SurveyImport(
        tables=tables,
        rows=len(records),
        notices=(*applied.warnings, *who.notices, *notices),
        facts={
            "format": applied.format,
            "wave_on": on.isoformat(),
            "responses": len(records),
            "name_a_person": who.n_named,
            "match_the_roster": who.n_matched,
            "known_by_row": who.n_unnamed,
            "scales": {one.name: one.n_scored for one in found},
            SETTING: mapping.minimum_answered_share,
            "dimensions": sorted(dimensions),
        },
    )


def _check_responses(understanding: Understanding, n_records: int) -> None:
    if n_records:
        return
    dropped = ", ".join(f"{len(rows):,} {reason}" for reason, rows in understanding.dropped.items())
    reason = next(iter(understanding.dropped), "all")
    raise RefusedImportError(
        understanding.table.file_name,
        [f"No response is left: {dropped} were dropped." if dropped else "There are no responses in it."],
        next_step=f"To keep rows, pass --keep with the reason, such as --keep {reason}.",
        needs=["keep"] if dropped else [],
    )


def _asked(understanding: Understanding, mapping: Mapping, records: Records) -> list[Answered]:
    """The questions that are stored, those with whole numbers under columns q001, q002 and so on."""
    asked: list[Answered] = []
    n_columns = 0
    for question in understanding.questions:
        entry = mapping.get(question)
        if entry is None or not entry.is_used:
            continue
        found = coded_answers(question, records)
        answers = None if found is None else replace(found, column=found.column.held())
        n_columns += answers is not None
        column = None if answers is None else f"q{n_columns:03d}"
        asked.append(Answered(question=question, entry=entry, column=column, answers=answers))
    return asked


def _held(rows: Rows) -> pa.Table | Rows:
    """The rows in memory, unless they are too many."""
    return rows if rows.num_rows > MOST_HELD else rows.read()


def _scores(asked: Sequence[Answered], share: float) -> tuple[list[ScoreColumn], tuple[Notice, ...]]:
    """The scores of every scale of the catalog that was asked, and the scales that the catalog does not have."""
    items: dict[str, list[Answered]] = {}
    for one in asked:
        if one.entry.scale is not None:
            items.setdefault(one.entry.scale, []).append(one)
    found = [
        score_column(name, [_item(one) for one in _different(name, items[name])], share)
        for name in SCALES
        if name in items
    ]
    unknown = sorted(set(items) - set(SCALES))
    message = f"The answers to {', '.join(unknown)} are stored, their scores are not: the catalog has no such scale."
    notices = (Notice(code="unknown_scale", message=message),) * bool(unknown)
    return found, (*notices, *_share_notice(found, share))


def _share_notice(found: Sequence[ScoreColumn], share: float) -> tuple[Notice, ...]:
    """That scores need another share of the answers than on other surveys, where they do."""
    if share == MINIMUM_ANSWERED_SHARE or all(one.n_items == 1 for one in found):
        return ()
    message = f"Scores of this survey need {share:.0%} of a scale's items answered, not half of them."
    return (Notice(code=SETTING, message=message),)


def _different(scale: str, asked: Sequence[Answered]) -> Sequence[Answered]:
    named = [one.entry.item for one in asked if one.entry.item]
    repeated = sorted({item for item in named if named.count(item) > 1})
    if repeated:
        raise SettingsError(
            f"Two questions are mapped to the same item of {scale}: {', '.join(repeated)}.",
            next_step="Give each item one question in the mapping.",
        )
    return asked


def _item(one: Answered) -> Item:
    low, high = one.question.scale_min, one.question.scale_max
    if low is None or high is None or one.answers is None or not one.question.is_coded:
        raise SettingsError(
            f"The question `{one.question.text}` is mapped to the scale {one.entry.scale} but has no numbers.",
            allowed="An item needs the kind numeric or ordinal, min and max.",
            next_step="Correct its entry in the mapping.",
        )
    return Item(answers=one.answers.column, low=low, high=high, is_reverse=one.question.is_reverse)


def _dimensions(understanding: Understanding, mapping: Mapping, records: Records) -> dict[str, LazyColumn]:
    """The categories that the survey itself carries."""
    found: dict[str, LazyColumn] = {}
    for question in understanding.questions:
        entry = mapping.get(question)
        is_used = entry is not None and entry.is_used
        if is_used and question.kind == "dimension" and question.role in DIMENSIONS and question.role not in found:
            if question.role == "generation" and is_in_bands(records.cells(question.columns[0])):
                continue
            found[question.role] = _told(records, question.columns[0]).held()
    return found


def _told(records: Records, column: int) -> LazyColumn:
    return records.texts(column).read(lambda text: text if is_told(text) and not kinds_in(text) else None, pa.string())


def _days(understanding: Understanding, records: Records) -> pa.Array | None:
    """The day of each response; nothing where there are no days, or where nothing tells the day from the month."""
    if understanding.date is None:
        return None
    texts, order = records.texts(understanding.date), understanding.date_order
    cells = moments(texts) if texts.is_varied else texts.cells()
    if any(is_open(text, order) for text in cells.distinct):
        return None
    return cells.spread(cells.read(lambda text: day(text, order)), pa.date32())


def _middle(days: pa.Array | None) -> list[date]:
    """The middle one of the days, the earlier where there are two; nothing where there are no days."""
    if days is None:
        return []
    known = np.sort(days.drop_null().cast(pa.int32()).to_numpy())
    found: list[date] = pa.array(known[(len(known) - 1) // 2 :][: bool(len(known))], pa.date32()).to_pylist()
    return found


def _responses(who: Respondents, wave: str, days: pa.Array | None, asked: Sequence[Answered]) -> Rows:
    columns = {
        "respondent_key": who.keys,
        "person_key": who.people,
        "wave": LazyColumn.same(wave, pa.string(), who.keys.n),
        "responded_on": LazyColumn.same(None, pa.date32(), who.keys.n) if days is None else LazyColumn.of(days),
        **{one.column: one.answers.column for one in asked if one.column and one.answers},
    }
    return Rows(columns=columns, num_rows=who.keys.n)


def _questions(import_id: str, wave: str, asked: Sequence[Answered]) -> pa.Table:
    rows = [
        {
            "import_id": import_id,
            "wave": wave,
            "question_id": one.question.id,
            "column_name": one.column,
            "text": redacted(one.question.text),
            "kind": one.question.kind,
            "scale_min": one.question.scale_min,
            "scale_max": one.question.scale_max,
            "is_reverse": one.question.is_reverse,
            "scale": one.entry.scale,
            "item": one.entry.item,
            "labels": json.dumps(dict((one.answers or one.question).labels), ensure_ascii=False),
        }
        for one in asked
    ]
    texts = ("import_id", "wave", "question_id", "column_name", "text", "kind", "scale", "item", "labels")
    types = {"scale_min": pa.int32(), "scale_max": pa.int32(), "is_reverse": pa.bool_()}
    order = ("import_id", "wave", "question_id", "column_name", "text", "kind", "scale_min", "scale_max", "is_reverse")
    fields = [(name, pa.string() if name in texts else types[name]) for name in (*order, "scale", "item", "labels")]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _person_wave(
    who: Respondents, wave: str, on: date, dimensions: ReadOnly[str, LazyColumn], found: Sequence[ScoreColumn]
) -> Rows:
    n = who.keys.n
    columns = {
        "respondent_key": who.keys,
        "person_key": who.people,
        "wave": LazyColumn.same(wave, pa.string(), n),
        "wave_on": LazyColumn.same(on, pa.date32(), n),
        **{name: dimensions.get(name) or LazyColumn.same(None, pa.string(), n) for name in DIMENSIONS},
        **{name: dimensions[name] for name in BIRTHS},
        **{name: LazyColumn.same(None, pa.int32(), n) for name in SCALES},
        **{one.name: one.column for one in found},
    }
    return Rows(columns=columns, num_rows=n)


def _wave_scales(import_id: str, wave: str, found: Sequence[ScoreColumn]) -> pa.Table:
    return pa.table(
        {
            "import_id": pa.array([import_id for _ in found], pa.string()),
            "wave": pa.array([wave for _ in found], pa.string()),
            "scale": pa.array([one.name for one in found], pa.string()),
            "n_items": pa.array([one.n_items for one in found], pa.int16()),
            "denominator": pa.array([one.denominator for one in found], pa.int64()),
        }
    )
