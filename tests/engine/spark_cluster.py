"""A Spark of one master and two workers, started from the jars of pyspark and stopped again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
WORKERS = 2
LEAN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
"""Java for short lives: no second compiler, no threads that collect garbage, no second look at classes."""
SECONDS = 120
ADDRESS = re.compile(rf"Starting Spark master at (spark://{re.escape(HOST)}:\d+)")
REGISTERED = re.compile(r"Registering worker ")


@contextmanager
def spark_cluster(folder: Path) -> Iterator[str]:
    """The address of a Spark of two workers, one core and 1 GB each, that lives as long as the block.

    Args:
        folder: An empty folder for what it writes: logs, and files of the workers.
    """
    import pyspark

    start = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = {
        **os.environ,
        "SPARK_HOME": str(start.parent.parent),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_JAVA_OPTS": LEAN,
        "SPARK_DAEMON_MEMORY": "256m",
        "PYSPARK_PYTHON": sys.executable,
    }
    log = folder / "master.log"
    with ExitStack() as running:
        master = ["org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "0", "--webui-port", "0"]
        running.enter_context(_process([str(start), *master], log, environment))
        address = _found(ADDRESS, log, 1)[0]
        for number in range(1, WORKERS + 1):
            own = folder / f"worker-{number}"
            own.mkdir()
            worker = ["org.apache.spark.deploy.worker.Worker", address, "--host", HOST, "--webui-port", "0"]
            room = ["--cores", "1", "--memory", "1g", "--work-dir", str(own)]
            running.enter_context(_process([str(start), *worker, *room], folder / f"worker-{number}.log", environment))
        _found(REGISTERED, log, WORKERS)
        yield address


@contextmanager
def _process(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    with log.open("wb") as written, subprocess.Popen(command, stdout=written, stderr=written, env=environment) as one:
        try:
            yield
        finally:
            one.terminate()
            one.wait(SECONDS)


def _found(pattern: re.Pattern[str], log: Path, times: int) -> list[str]:
    """What a process said that often, once it did."""
    for _ in range(SECONDS * 5):
        if len(found := pattern.findall(log.read_text(encoding="utf-8"))) >= times:
            return found
        time.sleep(0.2)
    msg = f"Spark did not start: {log.read_text(encoding='utf-8')}"
    raise TimeoutError(msg)
