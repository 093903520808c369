"""A session of Spark, or a sentence that says what it lacks."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from analytics.errors import SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OPTIONS = {
    "spark.app.name": "Twoway",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",  # a sum that is too large is an error, never another number
    "spark.sql.caseSensitive": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

SMALL = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}
"""For data where planning in steps and compiling questions takes longer than answering them."""
SMALL_BYTES = 64 * 2**20
PART_BYTES = 8 * 2**20
LEAST_PARTS = 2
PARTS = "spark.sql.shuffle.partitions"


def sized(n_bytes: int) -> dict[str, str]:
    """Settings of a session for data of this size.

    Args:
        n_bytes: Bytes of all Parquet files together.

    >>> sized(2**30)
    {'spark.sql.shuffle.partitions': '128'}
    """
    parts = {PARTS: str(max(LEAST_PARTS, n_bytes // PART_BYTES))}
    return parts if n_bytes > SMALL_BYTES else parts | SMALL


def joined_session(master: str) -> tuple[SparkSession, bool]:
    """A session of its own on that Spark, and whether this call started the Spark.

    Settings of Spark itself (`spark-defaults.conf`, `SPARK_HOME`) hold where they say more.

    Args:
        master: Address of the Spark, such as `spark://HOST:PORT` or `local[*]`.

    Raises:
        SettingsError: The optional packages or Java are missing, or nothing answers at the address.
    """
    require_spark()
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        return running.newSession(), False
    builder = SparkSession.builder.master(master)
    for name, value in OPTIONS.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate(), True
    except Exception as error:
        raise SettingsError(
            "Spark could not be started.",
            allowed="local[*], local-cluster[2,1,1024], or spark://HOST:PORT of a running master.",
            next_step="Check the address and that this machine reaches it, and that Java is 17 or newer.",
        ) from error


def require_spark() -> None:
    """Nothing, where Spark can be used.

    Raises:
        SettingsError: The optional packages or Java are missing; it says how to get them.
    """
    if missing := [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]:
        raise SettingsError(
            f"Publishing on Spark needs packages that are not installed: {', '.join(missing)}.",
            next_step="Install them with: pip install 'twoway[spark]'. Or leave out --engine.",
        )
    home = os.environ.get("JAVA_HOME", "")
    if not (which("java") or (home and (Path(home) / "bin" / "java").exists())):
        raise SettingsError(
            "Publishing on Spark needs Java, and there is none on this machine.",
            allowed="Java 17 or newer.",
            next_step="Debian, Ubuntu: apt-get install default-jre-headless. Or set JAVA_HOME. Or leave out --engine.",
        )
