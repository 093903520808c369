"""Runs a question on the data and returns integers. Nothing else may talk to a database."""

from analytics.engine.duckdb_engine import DuckDBEngine, Part
from analytics.engine.engine import DUCKDB, Engine, checked_engine, open_engine
from analytics.engine.rows import Row, Rows

__all__ = ["DUCKDB", "DuckDBEngine", "Engine", "Part", "Row", "Rows", "checked_engine", "open_engine"]
