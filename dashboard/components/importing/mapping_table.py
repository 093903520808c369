"""A mapping as a table that people edit, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.catalog import MEASURES, SCALES
from analytics.imports.survey import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    from analytics.imports.mapped_question import MappedQuestion
    from analytics.imports.mapping import Mapping

USE, QUESTION, ANSWERS, MEAN, SCALE, KIND, LOW, HIGH, REVERSE, DIMENSION, CERTAIN, WHY = (
    "Use", "Question", "Answers", "Mean", "Scale", "Kind", "Lowest", "Highest", "Reverse", "Attribute", "Certain",
    "Why",
)  # fmt: skip
SHOWN = (USE, QUESTION, SCALE, MEAN, CERTAIN, WHY, KIND, LOW, HIGH, REVERSE, DIMENSION, ANSWERS)
LABEL, SCORE, ABSENT, ASKED = "Label", "Score", "Does not apply", "Questions"
NO_SCALE = "–"
STEM = " - "
BY_HAND = "Set by hand."
OWN_WORDS = {"skills_before": "Skill before", "skills_now": "Skill now"}
NUMBERS = ("numeric", "ordinal")


def scale_label(name: str) -> str:
    """A scale in words on screen."""
    return MEASURES[name].label if name in MEASURES else OWN_WORDS[name]


SCALE_LABELS = {scale_label(name): name for name in SCALES}


def questions_frame(mapping: Mapping, found: ReadOnly[str, ReadOnly[str, Any]]) -> pd.DataFrame:
    """One row a question that somebody may want to correct; what the survey tool added itself is left out.

    Args:
        mapping: The mapping as proposed.
        found: What was counted of each question, by its id.
    """
    texts = without_stems([entry.text for entry in editable(mapping)])
    rows = [
        {**_question(entry, found.get(entry.id, {})), QUESTION: text}
        for entry, text in zip(editable(mapping), texts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(SHOWN))
    return frame.astype({LOW: "Int64", HIGH: "Int64", MEAN: "Float64", ANSWERS: "Int64"})


def without_stems(texts: Sequence[str]) -> list[str]:
    """Questions as a narrow column can show them: what several have in common in front is left out.

    >>> without_stems(["Do you agree? - I like it.", "Do you agree? - I do it.", "Why?"])
    ['… I like it.', '… I do it.', 'Why?']
    """
    stems = Counter(text.rpartition(STEM)[0] for text in texts)
    parts = [text.rpartition(STEM) for text in texts]
    return [
        f"… {item}" if stem and stems[stem] > 1 else text for text, (stem, _, item) in zip(texts, parts, strict=True)
    ]


def editable(mapping: Mapping) -> tuple[MappedQuestion, ...]:
    """The entries that a person may correct: the uncertain ones first, those that are not used last."""
    shown = [entry for entry in mapping.questions if entry.kind != "metadata"]
    return tuple(sorted(shown, key=lambda entry: (not entry.is_used, entry.is_sure)))


def corrected(mapping: Mapping, rows: Sequence[dict[str, Any]]) -> Mapping:
    """The mapping with every row of the edited table.

    Args:
        mapping: The mapping that the table was made from.
        rows: The rows of the table, in its order.
    """
    changed = {entry.id: _entry(entry, row) for entry, row in zip(editable(mapping), rows, strict=True)}
    return replace(mapping, questions=tuple(changed.get(entry.id, entry) for entry in mapping.questions))


def label_sets(mapping: Mapping) -> list[tuple[tuple[str, ...], list[str]]]:
    """The sets of labels that stand for numbers, each with the ids of the questions that are answered with it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in mapping.questions:
        if entry.kind in NUMBERS and entry.is_used and entry.labels:
            found.setdefault((*entry.labels, *entry.not_applicable), []).append(entry.id)
    return list(found.items())


def labels_frame(mapping: Mapping) -> pd.DataFrame:
    """One row a label of each set, with the number it stands for."""
    entries = {entry.id: entry for entry in mapping.questions}
    rows = [
        {
            ASKED: len(ids),
            LABEL: label,
            SCORE: entries[ids[0]].labels.get(label),
            ABSENT: label not in entries[ids[0]].labels,
        }
        for labels, ids in label_sets(mapping)
        for label in labels
    ]
    return pd.DataFrame(rows, columns=[ASKED, LABEL, SCORE, ABSENT]).astype({SCORE: "Int64"})


def relabeled(mapping: Mapping, rows: Sequence[dict[str, Any]]) -> Mapping:
    """The mapping with the numbers of the edited label table, for every question of each set.

    Args:
        mapping: The mapping that the table was made from.
        rows: The rows of the table, in its order.
    """
    scores: dict[str, tuple[dict[str, int], tuple[str, ...]]] = {}
    position = 0
    for labels, ids in label_sets(mapping):
        part = rows[position : position + len(labels)]
        position += len(labels)
        known = {row[LABEL]: int(row[SCORE]) for row in part if not row[ABSENT] and not pd.isna(row[SCORE])}
        absent = tuple(row[LABEL] for row in part if row[LABEL] not in known)
        scores |= dict.fromkeys(ids, (known, absent))
    return replace(mapping, questions=tuple(_relabeled(entry, scores.get(entry.id)) for entry in mapping.questions))


def _question(entry: MappedQuestion, found: ReadOnly[str, Any]) -> dict[str, Any]:
    return {
        USE: entry.is_used,
        SCALE: scale_label(entry.scale) if entry.scale else NO_SCALE,
        MEAN: found.get("mean"),
        ANSWERS: found.get("answered"),
        KIND: entry.kind,
        LOW: entry.scale_min,
        HIGH: entry.scale_max,
        REVERSE: entry.is_reverse,
        DIMENSION: entry.dimension if entry.dimension in DIMENSIONS else NO_SCALE,
        CERTAIN: round(100 * entry.confidence),
        WHY: entry.reason if entry.is_sure else f"Please look: {entry.reason}",
    }


def _entry(entry: MappedQuestion, row: dict[str, Any]) -> MappedQuestion:
    scale = SCALE_LABELS.get(row[SCALE])
    dimension = None if row[DIMENSION] in (NO_SCALE, None) else row[DIMENSION]
    wanted = replace(
        entry,
        is_used=bool(row[USE]),
        kind="dimension" if dimension else row[KIND],
        scale_min=_whole(row[LOW]),
        scale_max=_whole(row[HIGH]),
        is_reverse=bool(row[REVERSE]),
        scale=scale,
        item=entry.item if scale == entry.scale else None,
        dimension=dimension,
    )
    if wanted == entry:
        return replace(entry, confidence=1.0)
    return replace(wanted, reason=BY_HAND, confidence=1.0)


def _relabeled(entry: MappedQuestion, scores: tuple[dict[str, int], tuple[str, ...]] | None) -> MappedQuestion:
    if scores is None or (entry.labels, entry.not_applicable) == scores:
        return entry
    labels, absent = scores
    return replace(entry, labels=labels, not_applicable=absent, reason=BY_HAND, confidence=1.0)


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]
