"""The statements of `sql/` in Spark's words, each translated once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlglot import ErrorLevel, exp, parse_one

REMEMBERED = 1024
"""Statements whose translation is kept; a release asks about two hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement as Spark understands it.

    Args:
        table: The table that it makes, or an empty string for a question.
        columns: Type by column of a table that is made empty; none where a question fills it.
        text: The question, with `:name` for every value.
        names: The values that it binds.
    """

    table: str
    columns: tuple[tuple[str, str], ...]
    text: str
    names: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def spark_statement(sql: str) -> Statement:
    """A statement in DuckDB's words as Spark understands it.

    Args:
        sql: The text of one SQL file, its slots filled.

    Raises:
        sqlglot.errors.SqlglotError: Spark has no words for it.

    >>> spark_statement("create table t as select date_diff('day', a, b) as days from u where c = $c").text
    'SELECT DATEDIFF(b, a) AS days FROM u WHERE c = :c'
    """
    tree = parse_one(sql, read="duckdb").transform(_whole_days).transform(_wide_squares)
    names = frozenset(str(one.this) for one in tree.find_all(exp.Placeholder))
    if not isinstance(tree, exp.Create):
        return Statement(table="", columns=(), text=_spark(tree), names=names)
    table = tree.find(exp.Table)
    name = table.name if table else ""
    if tree.expression:
        return Statement(table=name, columns=(), text=_spark(tree.expression), names=names)
    columns = tuple((one.name, _spark(one.args["kind"])) for one in tree.find_all(exp.ColumnDef))
    return Statement(table=name, columns=columns, text="", names=names)


def _spark(tree: exp.Expr) -> str:
    return tree.sql("spark", comments=False, unsupported_level=ErrorLevel.RAISE)


def _whole_days(node: exp.Expr) -> exp.Expr:
    """Days between two dates by the calendar; with a unit Spark goes by timestamps, which skip hours in some zones."""
    if isinstance(node, exp.DateDiff):
        return exp.Anonymous(this="datediff", expressions=[node.this, node.expression])
    return node


def _wide_squares(node: exp.Expr) -> exp.Expr:
    """A sum of squares in 38 digits, as many as it has in DuckDB; everything else fits into Spark's 64 bits."""
    if isinstance(node, exp.Sum) and isinstance(node.this, exp.Mul) and node.this.this == node.this.expression:
        return exp.Sum(this=exp.cast(node.this, "decimal(38, 0)"))
    return node
