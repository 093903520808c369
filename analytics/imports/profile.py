"""What stands in one column: each different answer and how often, sorted into numbers, words and "does not apply"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.imports.dates import looks_like_date
from analytics.imports.labels import is_not_applicable, is_unknown
from analytics.imports.question import number
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Column

_SAMPLE = 200


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The answers in one column.

    Args:
        column: The column.
        counts: How often each answer stands in it, trimmed, blanks left out.
    """

    column: Column
    counts: Counter[str]

    @cached_property
    def n(self) -> int:
        """Cells that are not blank."""
        return self.counts.total()

    @cached_property
    def absent(self) -> Counter[str]:
        """Answers that say "does not apply", or that the file declares as missing."""
        declared = self.column.not_applicable
        return Counter({text: n for text, n in self.counts.items() if is_not_applicable(text) or text in declared})

    @cached_property
    def unknown(self) -> Counter[str]:
        """Answers that say "don't know" or that the person would rather not say."""
        return Counter({text: n for text, n in self.counts.items() if text not in self.absent and is_unknown(text)})

    @cached_property
    def numbers(self) -> Counter[float]:
        """Answers that are numbers."""
        found: Counter[float] = Counter()
        for text, n in self.counts.items():
            value = number(text)
            if value is not None and text not in self.column.not_applicable:
                found[value] += n
        return found

    @cached_property
    def words(self) -> Counter[str]:
        """Answers that are neither numbers nor "does not apply", "don't know" counted in."""
        return Counter({text: n for text, n in self.counts.items() if number(text) is None and text not in self.absent})

    @cached_property
    def labels(self) -> Counter[str]:
        """Answers in words that may stand on a scale: neither "does not apply" nor "don't know"."""
        return self.words - self.unknown

    @property
    def n_answered(self) -> int:
        """Cells that hold a number or a word that may stand on a scale."""
        return self.n - self.absent.total() - self.unknown.total()

    @cached_property
    def is_date(self) -> bool:
        """Whether nearly all answers are dates."""
        sample = list(self.counts)[:_SAMPLE]
        dated = sum(looks_like_date(text) for text in sample)
        return bool(sample) and dated >= 0.9 * len(sample)

    @cached_property
    def mean_length(self) -> float:
        """Mean number of characters of the different answers in words."""
        return sum(map(len, self.words)) / max(len(self.words), 1)


def profiles(columns: Sequence[Column], records: Sequence[Sequence[str]]) -> list[Profile]:
    """The profile of every column.

    Args:
        columns: The columns of a table.
        records: Its rows, as long as `columns`.
    """
    cells = zip(*records, strict=True) if records else [() for _ in columns]
    return [Profile(column=column, counts=_counted(values)) for column, values in zip(columns, cells, strict=True)]


def _counted(cells: Sequence[str]) -> Counter[str]:
    """How often each text stands in a column, trimmed: each different cell is trimmed once."""
    counts: Counter[str] = Counter()
    for cell, n in Counter(cells).items():
        text = trimmed(cell)
        if text:
            counts[text] += n
    return counts
