"""Releases that hold pilot comparisons made by hand, for tests of the page that draws them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from analytics.release.computed.pilot_comparisons import comparison_documents
from analytics.release.files import FINDINGS, RELEASE, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from analytics.comparison.evidence import PilotComparison


def with_comparisons(published: Path, folder: Path, comparisons: Iterable[PilotComparison]) -> Path:
    """A copy of a folder with one release that holds these comparisons instead of its own.

    Args:
        published: Folder with one release.
        folder: Where the copy is put.
        comparisons: What the copy holds.
    """
    (source,) = (path.parent for path in published.glob(f"*/{RELEASE}"))
    copy = folder / source.name
    shutil.copytree(source, copy)
    findings = json.loads((copy / FINDINGS).read_text(encoding="utf-8"))
    findings["comparisons"] = comparison_documents(comparisons)
    (copy / FINDINGS).write_text(json.dumps(findings), encoding="utf-8")
    facts = json.loads((copy / RELEASE).read_text(encoding="utf-8"))
    facts["files"][FINDINGS] = sha256(copy / FINDINGS)
    (copy / RELEASE).write_text(json.dumps(facts), encoding="utf-8")
    return folder
