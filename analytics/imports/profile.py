"""What stands in one column: each different answer and how often, sorted into numbers, words and "does not apply"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.imports.dates import looks_like_date
from analytics.imports.labels import is_not_applicable, is_unknown
from analytics.imports.question import number
from analytics.imports.records import Records
from analytics.imports.telling import telling_texts
from analytics.imports.texts import Texts
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Column

_SAMPLE = 200
SEEN = frozenset({"-99", "-999", "-9999"})
"""What survey tools write where somebody saw a question and left it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Varied:
    """What is counted over a whole column of which not every different text is kept.

    Args:
        n: Cells that are not blank.
        n_different: Different texts.
        n_numbers: Cells that hold a number.
    """

    n: int
    n_different: int
    n_numbers: int


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The answers in one column.

    Args:
        column: The column.
        counts: How often each answer stands in it, trimmed, blanks left out. Of a column with very many different
            texts, such as ids and comments, a few thousand of them, those in words first.
        varied: Its totals where it has more different texts than `counts` holds, else None.
    """

    column: Column
    counts: Counter[str]
    varied: Varied | None = None

    @cached_property
    def n(self) -> int:
        """Cells that are not blank."""
        return self.counts.total() if self.varied is None else self.varied.n

    @property
    def n_different(self) -> int:
        """Different texts."""
        return len(self.counts) if self.varied is None else self.varied.n_different

    @cached_property
    def n_numbers(self) -> int:
        """Cells that hold a number."""
        return self.numbers.total() if self.varied is None else self.varied.n_numbers

    @cached_property
    def absent(self) -> Counter[str]:
        """Answers that say "does not apply", or that the file declares as missing."""
        declared = self.column.not_applicable
        return Counter(
            {text: n for text, n in self.counts.items() if is_not_applicable(text) or text in declared or text in SEEN}
        )

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


def profiles(columns: Sequence[Column], records: Records | Sequence[Sequence[str]]) -> list[Profile]:
    """The profile of every column.

    Args:
        columns: The columns of a table.
        records: Its rows, as long as `columns`.
    """
    by_column = Records.of(records).columns if len(records) else [Texts() for _ in columns]
    return [_profile(column, texts) for column, texts in zip(columns, by_column, strict=True)]


def _profile(column: Column, texts: Texts) -> Profile:
    if not texts.is_varied:
        return Profile(column=column, counts=_trimmed(texts.counts()))
    telling = telling_texts(texts)
    return Profile(
        column=column,
        counts=_trimmed(telling.counts),
        varied=Varied(n=telling.n, n_different=telling.n_different, n_numbers=telling.n_numbers),
    )


def _trimmed(cells: Counter[str]) -> Counter[str]:
    """How often each text stands in a column, trimmed: each different cell is trimmed once."""
    counts: Counter[str] = Counter()
    for cell, n in cells.items():
        text = trimmed(cell)
        if text:
            counts[text] += n
    return counts
