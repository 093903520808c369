"""Surveys as this process has understood them, kept until something else is stated about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.imports.codebook import read_codebook
from analytics.imports.inspect import understand
from analytics.imports.mapping import Mapping, propose
from analytics.imports.remembered import with_remembered
from analytics.imports.report import report
from analytics.worker.importing.counted import counted
from analytics.worker.importing.first_rows import first_answers
from analytics.worker.importing.seen import MOST_NAMED, Dropped, Survey

if TYPE_CHECKING:
    from analytics.imports.options import Options
    from analytics.imports.understanding import Understanding
    from analytics.store import Version
    from analytics.worker.progress import Progress

READING, UNDERSTOOD = 0.5, 0.8
"""Shares of the work that are done when a survey has been read, and when its questions are understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A survey in the memory of this process.

    Args:
        options: What was stated about its layout.
        understanding: What was understood of it under them.
    """

    options: Options
    understanding: Understanding


def understood(content: bytes, file_name: str, options: Options, on_progress: Progress) -> Understood:
    """A survey as it is understood.

    Args:
        content: Its bytes.
        file_name: The name the user gave it.
        options: What is stated about its layout.
        on_progress: Told how much of it has been read.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: No answers can be recognized in it.
    """
    source = counted(content, f"Understanding {file_name}", READING, on_progress)
    return Understood(options=options, understanding=understand(source, file_name=file_name, options=options))


def proposed(understanding: Understanding, version: Version) -> Mapping:
    """The mapping as guessed, and as people have confirmed it for the same words before.

    Args:
        understanding: What was understood of the file.
        version: The data so far.
    """
    return with_remembered(propose(understanding, read_codebook(None)), version)


def seen(understanding: Understanding, mapping: Mapping) -> Survey:
    """What a page sees of a survey.

    Args:
        understanding: What was understood of it.
        mapping: What its questions mean, as proposed.
    """
    table = understanding.table
    names, rows = first_answers(understanding)
    people = [table.names[position] for position in understanding.person_ids[:1]]
    return Survey(
        format=table.format,
        n_records=len(table.records),
        n_kept=len(understanding.kept),
        n_columns=len(table.columns),
        header_rows=table.header_rows,
        date_order=understanding.date_order,
        encoding=table.encoding,
        personal=understanding.personal_data,
        person_id=people[0] if people else None,
        names=names,
        rows=rows,
        dropped={
            reason: Dropped(n=len(numbers), rows=tuple(numbers[:MOST_NAMED]))
            for reason, numbers in understanding.dropped.items()
        },
        mapping=mapping,
        questions=counts(understanding),
    )


def counts(understanding: Understanding) -> dict[str, dict[str, Any]]:
    """What was counted of each question, by its id: who answered, to whom it does not apply, and the mean.

    Args:
        understanding: What was understood of a survey.
    """
    told = ("answered", "not_applicable", "mean")
    return {one["id"]: {name: one[name] for name in told} for one in report(understanding)["questions"]}


def merged(proposal: Mapping, loaded: Mapping, understanding: Understanding) -> tuple[Mapping, int]:
    """The proposal with every question as a file has it, where the file has it, and how many those are.

    Args:
        proposal: The mapping as proposed.
        loaded: The mapping in the file.
        understanding: What was understood of the survey.
    """
    asked = {question.id: question for question in understanding.questions}
    found = {entry.id: loaded.get(asked[entry.id]) for entry in proposal.questions if entry.id in asked}
    entries = []
    for entry in proposal.questions:
        other = found.get(entry.id)
        entries.append(entry if other is None else replace(other, id=entry.id, text=entry.text))
    n_found = sum(one is not None for one in found.values())
    return replace(proposal, questions=tuple(entries), minimum_answered_share=loaded.minimum_answered_share), n_found
