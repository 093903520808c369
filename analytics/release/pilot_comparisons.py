"""The pilot comparisons of a release: written to and read from its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.comparison.evidence import PilotComparison
from analytics.release.documents import document, from_document

if TYPE_CHECKING:
    from collections.abc import Iterable


def comparison_documents(found: Iterable[PilotComparison]) -> list[Any]:
    """Pilot comparisons as plain data, for `findings.json`.

    Args:
        found: The comparisons, gated already.
    """
    return [document(one) for one in found]


def read_comparisons(documents: Iterable[Any]) -> tuple[PilotComparison, ...]:
    """The pilot comparisons in their plain form.

    Args:
        documents: What `comparison_documents` made of them.
    """
    return tuple(from_document(PilotComparison, one) for one in documents)
