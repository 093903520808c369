"""The cases of a reference file, their data as exact integers in DuckDB, and the rule by which a number passes."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

QUESTIONS = Path(__file__).parent / "sql"
TEXT = frozenset({"group", "stratum", "cluster", "id", "a", "b", "g"})
"""The columns that hold labels, whatever a label looks like."""

DIGITS = 16
"""A double holds no more digits than this, and the squares of a million such numbers still add up in 128 bits."""

LARGEST = 2**63

Cell: TypeAlias = int | str | None
Record: TypeAlias = dict[str, Any]
"""One row that left the engine: every value an integer or a label (`Table.ask` sees to it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Data in an in-memory engine, as integers and labels.

    Args:
        connection: Holds one table, `observations`, with a column `row_number` from 1 in the order of the data.
        columns: The columns of the data, in their order.
        denominators: For every numeric column, how many integer steps make one unit.
    """

    connection: duckdb.DuckDBPyConnection
    columns: tuple[str, ...]
    denominators: Mapping[str, int]

    def ask(self, question: str, /, *, slots: Mapping[str, str] | None = None, **values: object) -> list[Record]:
        """The answer to `sql/<question>.sql`, one dictionary a row, nothing in it but integers and labels.

        Args:
            question: Name of a file in `tests/reference/sql`, without `.sql`.
            slots: Column names for the `{slots}` of the file, where it has any.
            values: Bound as `$name`.
        """
        text = (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
        cursor = self.connection.execute(text.format(**slots) if slots else text, values or None)
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for row in rows:
            for name, value in row.items():
                if not (value is None or isinstance(value, int | str)):
                    message = (
                        f"{question}.sql lets {name} leave the engine as {type(value).__name__}, not as an integer."
                    )
                    raise TypeError(message)
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a reference file.

    Args:
        id: Name of the case. Nothing depends on it.
        method: Method family, the only thing a case is dispatched on.
        input: Parameters, and inline arrays as floating-point numbers.
        written: The same with every number a `Decimal`, digit for digit as in the file.
        expected: What R says.
        tolerance: `rel`, `abs` and perhaps `by_key`.
        folder: Where the paths in `input` start.
    """

    id: str
    method: str
    input: dict[str, Any]
    written: dict[str, Any]
    expected: dict[str, Any]
    tolerance: dict[str, Any]
    folder: Path

    def data(self) -> dict[str, list[Any]]:
        """The columns as written: the CSV file's, or the arrays of `input`, which are all of one length."""
        if "csv" not in self.input:
            arrays = {name: list(values) for name, values in self.written.items() if isinstance(values, list)}
            longest = max(map(len, arrays.values()), default=0)
            return {name: values for name, values in arrays.items() if len(values) == longest}
        with (self.folder / self.input["csv"]).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        return {name: [row[place] for row in rows] for place, name in enumerate(header)}

    def labels(self, *more: str) -> frozenset[str]:
        """The columns that hold labels here: a covariate is a number, whatever it is called."""
        return (TEXT - {*self.input.get("covariates", ())}) | {*more}

    def table(self, *more: str) -> Table:
        """The data in the engine, one row of `observations` for one row of the data, with `more` columns as labels."""
        return tabulate(self.data(), text=self.labels(*more))

    @property
    def level(self) -> float:
        """Confidence level of the limits."""
        return float(self.input.get("conf_level", 0.95))

    @property
    def groups(self) -> list[str]:
        """Labels of the groups, in their order."""
        return [str(group) for group in self.input["groups"]]

    def stacked(self, *names: str) -> Table:
        """Arrays of any lengths, one below the other: columns `sample` (the array's name) and `value`."""
        pairs = [(name, value) for name in names for value in self.written[name]]
        columns = {"sample": [name for name, _ in pairs], "value": [value for _, value in pairs]}
        return tabulate(columns, text=frozenset({"sample"}))


def tabulate(columns: Mapping[str, Sequence[Any]], *, text: frozenset[str] = TEXT) -> Table:
    """Columns in the engine: labels as they are, numbers multiplied by a power of ten that makes them whole."""
    is_label = {name: name in text or not are_numbers(values) for name, values in columns.items()}
    labels = {name: [str(value) for value in values] for name, values in columns.items() if is_label[name]}
    numbers = {name: whole(values) for name, values in columns.items() if not is_label[name]}
    stored: dict[str, Sequence[Cell]] = {name: labels[name] if name in labels else numbers[name][0] for name in columns}
    kinds = {name: "varchar" if name in labels else "bigint" for name in columns}
    unpacked = ", ".join(f'unnest($"{name}"::{kind}[]) as "{name}"' for name, kind in kinds.items())
    connection = duckdb.connect()
    connection.execute("create table incoming as select " + unpacked, stored)
    connection.execute("create table observations as select row_number() over () as row_number, * from incoming")
    return Table(
        connection=connection,
        columns=tuple(columns),
        denominators={name: denominator for name, (_, denominator) in numbers.items()},
    )


def are_numbers(values: Sequence[Any]) -> bool:
    """Whether all values are numbers that the engine can hold; a column that has others can only be labels."""
    try:
        return all(abs(Decimal(str(value))) < LARGEST for value in values)
    except InvalidOperation:
        return False


def whole(values: Sequence[Any]) -> tuple[list[int], int]:
    """Decimal numbers as integers, and the power of ten they were multiplied by."""
    decimals = [Decimal(str(value)) for value in values]
    places = max((-int(value.normalize().as_tuple().exponent) for value in decimals), default=0)
    before = max((value.adjusted() + 1 for value in decimals if value), default=1)
    denominator = 10 ** max(0, min(places, DIGITS - before))
    return in_steps(decimals, denominator), denominator


def in_steps(values: Sequence[Any], steps: int) -> list[int]:
    """Decimal numbers as the nearest integers, `steps` of which make one."""
    return [int((Decimal(str(value)) * steps).to_integral_value()) for value in values]


def cases(path: Path) -> list[Case]:
    """Every case of the file, in its order."""
    text = path.read_text(encoding="utf-8")
    plain, exact = json.loads(text), json.loads(text, parse_float=Decimal)
    return [
        Case(
            id=case["id"],
            method=case["method"],
            input=case["input"],
            written=as_written["input"],
            expected=case["expected"],
            tolerance=case["tolerance"],
            folder=path.parent,
        )
        for case, as_written in zip(plain["cases"], exact["cases"], strict=True)
    ]


def has_numbers(want: object) -> bool:
    """Whether there is anything to compare with in what R says."""
    if isinstance(want, Mapping):
        return any(map(has_numbers, want.values()))
    return any(map(has_numbers, want)) if isinstance(want, list) else want is not None


def mismatches(want: object, got: object, tolerance: Mapping[str, Any], path: str = "", key: str = "") -> list[str]:
    """Every place where `got` is not what was expected, one sentence each.

    A number passes when |got - want| <= abs + rel |want|, with `rel` from `by_key` where the key has one of its own.
    `None` in `want` is not compared. A key or a place of a list that is expected and missing is a mismatch.
    """
    if not has_numbers(want):
        return []
    if isinstance(want, Mapping) and isinstance(got, Mapping):
        return [
            fault
            for name, value in want.items()
            if has_numbers(value)
            for fault in (
                mismatches(value, got[name], tolerance, f"{path}.{name}", name)
                if name in got
                else [f"{path}.{name} is not produced"]
            )
        ]
    if isinstance(want, list) and isinstance(got, Sequence) and not isinstance(got, str):
        if len(want) != len(got):
            return [f"{path} has {len(got)} places, not {len(want)}"]
        pairs = enumerate(zip(want, got, strict=True))
        return [fault for place, (a, b) in pairs for fault in mismatches(a, b, tolerance, f"{path}[{place}]", key)]
    return [] if _equal(want, got, tolerance, key) else [f"{path} is {got!r}, not {want!r}"]


def _equal(want: object, got: object, tolerance: Mapping[str, Any], key: str) -> bool:
    if isinstance(want, bool | str) or not isinstance(want, int | float):
        return type(want) is type(got) and want == got
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    rel = tolerance.get("by_key", {}).get(key, tolerance["rel"])
    return bool(abs(got - want) <= tolerance["abs"] + rel * abs(want))
