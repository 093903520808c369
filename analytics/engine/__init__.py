"""Runs a question on the data and returns integers. Nothing else may talk to a database."""

from analytics.engine.duckdb_engine import DuckDBEngine, Part
from analytics.engine.rows import Row, Rows

__all__ = ["DuckDBEngine", "Part", "Row", "Rows"]
