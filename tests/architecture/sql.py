"""What SQL may say so that DuckDB and Spark answer alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLOTS = frozenset({"dims", "cells", "measure", "where"})
FUNCTIONS = """
    abs bool_and bool_or cast coalesce count date_diff dense_rank extract first_value greatest grouping lag last_value
    lead least max min nullif rank row_number sum
"""
WORDS_BEFORE_BRACKETS = """
    and as by case cube else exists filter from in join not on or over rollup select sets then using values when where
"""

ANYWHERE = {
    r"select\s+(?:distinct\s+)?(?:\w+\.)?\*": "names its columns instead of *",
    r"\bquantile_cont\b": "quantile_cont is not portable",
    r"\bdate_sub\b": "date_sub is not portable",
    r"\bdate_diff\s*\(\s*'(?!day)": "date_diff counts boundaries in DuckDB and whole units in Spark, except for days",
    r"\bgrouping\s*\([^()]*,": "grouping takes one column",
    r"::": "write cast(value as type)",
    r"\bas\s+(?:decimal|numeric)\b(?!\s*\()": "a decimal states its digits",
}
AGGREGATES_ONLY = {
    r"\border\s+by\b": "an aggregate has no order, except in a window",
    r"\blimit\b": "an aggregate has no limit",
}


def sql_faults(path: Path) -> list[str]:
    """Every fault of one `.sql` file; the folder it stands in says what kind of question it is."""
    text = path.read_text(encoding="utf-8")
    is_aggregate = path.parent.name == "aggregates"
    return [f"{path.parent.name}/{path.name}: {fault}" for fault in _faults(text, is_aggregate=is_aggregate)]


def _faults(text: str, *, is_aggregate: bool) -> Iterator[str]:
    heading = re.match(r"(?:--[^\n]*\n)*", text)
    for pattern in ("One row(?: per|:)", "In:", "Out:"):
        if heading is None or not re.search(pattern, heading.group()):
            yield f"the heading comment lacks '{pattern}'"
    code = re.sub(r"--[^\n]*", "", text)
    if re.search(r"[A-Z]", re.sub(r"'[^']*'", "", code)):
        yield "is written in lower case"
    yield from (fault for pattern, fault in ANYWHERE.items() if re.search(pattern, code))
    if is_aggregate:
        without_windows = re.sub(r"\bover\s*\([^()]*\)", "", code)
        yield from (fault for pattern, fault in AGGREGATES_ONLY.items() if re.search(pattern, without_windows))
    called = set(re.findall(r"(?<!create table )\b([a-z]\w*)\s*\(", code)) - set(WORDS_BEFORE_BRACKETS.split())
    for function in sorted(called - set(FUNCTIONS.split())):
        yield f"{function} is not in the list of functions known to mean the same everywhere"
    slots = set(re.findall(r"\{(\w*)\}", code))
    if slots - (SLOTS if is_aggregate else frozenset()):
        yield "the slots are dims, cells, measure and where, in aggregates only"
