"""Which wave a survey file is, and when it was: stated, or told by the file's name and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_MONTH = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_DAY = re.compile(r"^[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_COPY = re.compile(r"\s*\(\d+\)$")
_WORDS_OF_EVERY_FILE = frozenset({"survey", "export", "responses", "results", "data", "all", "sheet", "raw", "wave"})


def wave_name(file_name: str) -> str:
    """The wave that a file name tells: its month and what follows, or the name without its suffix.

    Args:
        file_name: The name the user gave the file.

    >>> wave_name("survey_2023_11_baseline.csv"), wave_name("Pulse 2024-06 (1).csv"), wave_name("autumn.csv")
    ('2023-11 baseline', '2024-06', 'autumn')
    """
    stem = _COPY.sub("", re.sub(r"\.\w{1,5}$", "", file_name)).strip()
    match = _MONTH.search(stem)
    if match is None:
        return " ".join(re.split(r"[_\s]+", stem))
    after = _DAY.sub("", stem[match.end() :])
    words = [word for word in re.split(r"[^\w]+|_", after) if word and word.casefold() not in _WORDS_OF_EVERY_FILE]
    return " ".join([f"{match[1]}-{match[2]}", *words])


def wave_day(days: Sequence[date], stated: date | None, file_name: str) -> date:
    """The day that stands for a wave: the one stated, else the middle one of the answers.

    Args:
        days: The days of the answers.
        stated: What a person said.
        file_name: The name the user gave the file.

    Raises:
        RefusedImportError: The file has no dates that can be read, and nobody has said when the wave was.
    """
    if stated is not None:
        return stated
    if not days:
        raise RefusedImportError(
            file_name,
            ["It does not say when the answers were given."],
            next_step="Say when the wave was with --wave-on YYYY-MM-DD (and --dates dmy or mdy if the file has dates).",
            needs=["wave_on", "dates"],
        )
    return sorted(days)[(len(days) - 1) // 2]
