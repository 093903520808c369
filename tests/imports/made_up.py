"""Small made-up exports, for tests that show one thing each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from analytics.imports.inspect import understand
from analytics.imports.options import Options
from analytics.imports.report import report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.question import Question
    from analytics.imports.understanding import Understanding


def export(*rows: Sequence[object], delimiter: str = ",") -> bytes:
    """The rows as the bytes of a CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def columns(**answers: Sequence[object]) -> bytes:
    """A file with one row of headings: each column with its answers, shorter ones repeated to the longest."""
    n = max(map(len, answers.values()))
    cells = [[values[row % len(values)] for row in range(n)] for values in answers.values()]
    return export([name.replace("_", " ") for name in answers], *zip(*cells, strict=True))


def understood(content: bytes, name: str = "export.csv", **stated: Any) -> Understanding:  # noqa: ANN401 - as Options has it
    """What is understood of a file."""
    return understand(content, file_name=name, options=Options(**stated))


def asked(content: bytes, text: str, **stated: Any) -> Question:  # noqa: ANN401 - as Options has it
    """The question with a text in it."""
    return next(one for one in understood(content, **stated).questions if text.casefold() in one.text.casefold())


def reported(content: bytes, text: str) -> dict[str, Any]:
    """The report of the question with a text in it."""
    found: list[dict[str, Any]] = report(understood(content))["questions"]
    return next(one for one in found if text.casefold() in one["text"].casefold())


def codes(understanding: Understanding) -> list[str]:
    """The codes of the warnings."""
    return [notice.code for notice in understanding.warnings]
