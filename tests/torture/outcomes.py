"""What becomes of hostile files: each is imported in one process with little memory, into a store that is looked at."""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from pathlib import Path

from analytics.errors import TwowayError
from analytics.imports.inspect import understand
from analytics.imports.run import Request, import_files
from analytics.store import Store
from tests.torture.hostile import STRANGE_BUT_SOUND

MEMORY = 512 << 20
WARM = b"Respondent ID,How was it?\n" + b"".join(b"%d,%d\n" % (n, n % 5 + 1) for n in range(40))


def main() -> None:
    """Print a line of JSON for each file in a folder: name, outcome, message, seconds, whether the store changed."""
    folder, store = Path(sys.argv[1]), Store.create(Path(sys.argv[2]))
    paths = sorted(folder.iterdir())
    understand(WARM, file_name="warm.csv")
    _outcome(store, paths[0])
    _limit()
    for path in paths:
        before, began = _seen(store), time.monotonic()
        outcome, message = _outcome(store, path)
        facts = {"name": path.name, "outcome": outcome, "message": message, "seconds": time.monotonic() - began}
        sys.stdout.write(json.dumps({**facts, "is_store_changed": _seen(store) != before}) + "\n")
        sys.stdout.flush()


def _limit() -> None:
    """Allows 512 MB more than this process has now; the processes that it starts have no more."""
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))


def _outcome(store: Store, path: Path) -> tuple[str, str]:
    """How an attempt to import a file ends: the code of the failure with its message, "imported", or "table"."""
    try:
        import_files(store, [Request(path=path)], by="torture")
    except TwowayError as failure:
        if path.name not in STRANGE_BUT_SOUND:
            return failure.code, str(failure)
    else:
        return "imported", ""
    try:
        understand(path)
    except TwowayError as failure:
        return failure.code, str(failure)
    return "table", ""


def _seen(store: Store) -> str:
    """The names and the contents of all files of a store, as one hash."""
    digest = hashlib.sha256()
    for path in sorted(store.folder.rglob("*")):
        digest.update(str(path).encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


if __name__ == "__main__":
    main()
