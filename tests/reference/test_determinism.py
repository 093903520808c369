"""The same click gives the same bits: whatever the threads, the order of the rows, and the parts they come in."""

from __future__ import annotations

from functools import reduce
from operator import add

import duckdb
import pytest

from analytics.stats.compare import Welch, welch
from analytics.stats.moments import Sums
from tests.reference.cases import QUESTIONS

MOMENTS = (QUESTIONS / "moments.sql").read_text(encoding="utf-8").format(group="arm", value="score")
ROWS = 400_000  # several row groups, so that threads really share the work
PEOPLE = f"""
select
    hash(i) % 5 as part,
    if(hash(i, 1) % 3 = 0, 'pilot', 'comparison') as arm,
    1700000000 + (hash(i, 2) % 6001)::bigint as score
from range({ROWS}) as numbers (i)
"""
ORDERS = {"as they came": "i", "shuffled": "hash(i)", "backwards": "-i"}


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    for place, order in enumerate(ORDERS.values()):
        opened.execute(f"create table rows_{place} as {PEOPLE} order by {order}")
    return opened


def sums(
    connection: duckdb.DuckDBPyConnection, *, order: int, threads: int, part: int | None = None
) -> dict[str, Sums]:
    where = "" if part is None else f" where part = {part}"
    connection.execute(f"set threads = {threads}")
    connection.execute(f"create or replace view observations as from rows_{order}{where}")
    rows = connection.execute(MOMENTS).fetchall()
    return {arm: Sums(n=n, total=total, squares=squares, denominator=60) for arm, n, total, squares in rows}


def answer(groups: dict[str, Sums]) -> Welch:
    return welch(groups["pilot"].moments(), groups["comparison"].moments())


@pytest.mark.parametrize("threads", [1, 8])
@pytest.mark.parametrize("order", range(len(ORDERS)), ids=ORDERS)
def test_order_and_threads_change_no_bit(connection: duckdb.DuckDBPyConnection, order: int, threads: int) -> None:
    once = answer(sums(connection, order=0, threads=1))
    again = answer(sums(connection, order=order, threads=threads))
    assert again == once
    assert repr(again) == repr(once)


def test_parts_merge_to_the_whole(connection: duckdb.DuckDBPyConnection) -> None:
    parts = [sums(connection, order=1, threads=8, part=part) for part in range(5)]
    merged = {arm: reduce(add, (part[arm] for part in parts)) for arm in ("pilot", "comparison")}
    assert merged == sums(connection, order=0, threads=1)
    assert answer(merged) == answer(sums(connection, order=0, threads=1))


def test_floating_point_sums_would_not_do(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("set threads = 1")
    one, other = (
        connection.execute(f"select sum(score / 60.0) from rows_{order} where arm = 'pilot'").fetchall()
        for order in (0, 1)
    )
    assert one != other
