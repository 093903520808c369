"""What stands between the cells of a file: said by the file itself, or the mark that cuts its lines most evenly."""

from __future__ import annotations

import csv
import io
from collections import Counter

CANDIDATES = ("\t", ";", ",", "|")
_SAMPLE = 1 << 18
_SAMPLE_RECORDS = 300


def declared(text: str) -> str | None:
    r"""The delimiter that a first line "sep=;" declares, or None.

    >>> declared("sep=;\na;b\n")
    ';'
    """
    first = text.split("\n", 1)[0].strip().strip('"')
    is_declared = first[:4].lower() == "sep=" and len(first) == len("sep=;")
    return first[4] if is_declared else None


def delimiter(text: str) -> str:
    r"""The delimiter that gives most records the same number of cells, quotes respected.

    >>> delimiter("name;share\nA, B;1,5\nC;2,5\n")
    ';'
    """
    return max(CANDIDATES, key=lambda candidate: _evenness(text, candidate))


def _evenness(text: str, candidate: str) -> tuple[float, int]:
    """The share of records with the commonest number of cells, and that number; nothing for a single column."""
    widths = _widths(text, candidate)
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    width, n = max(wide.items(), key=lambda item: (item[1], item[0]))
    headings = next(w for w in widths if w > 1)
    share = n / len(widths)
    return round(share if headings == width else share / 2, 2), width


def _widths(text: str, candidate: str) -> list[int]:
    """Cells in each of the first records; the last may be cut by the sample and is left out."""
    sample = text[:_SAMPLE]
    widths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=candidate):
            if any(record):
                widths.append(len(record))
            if len(widths) > _SAMPLE_RECORDS:
                break
    except csv.Error:
        return widths
    return widths[:-1] if len(sample) < len(text) and len(widths) > 1 else widths
