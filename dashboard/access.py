"""Who is looking, and what this process may open for them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analytics.roles import Role, Viewer

PUBLISHED = "TWOWAY_PUBLISHED"
STORE = "TWOWAY_STORE"
LOCAL = Viewer(name="local", roles=frozenset(Role))
"""Whoever sits at this machine, where nobody signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What this process may open.

    Args:
        published: Folder of published releases.
        store: The private store, or None where only releases may be seen.
    """

    published: Path
    store: Path | None

    @property
    def may_import(self) -> bool:
        """Whether files may be imported, undone and published here."""
        return self.store is not None


def access() -> Access:
    """What the server was started with.

    Without a folder of releases there is nothing to see, which is a page of its own and not a failure.
    """
    store = os.environ.get(STORE)
    return Access(published=Path(os.environ.get(PUBLISHED, "published")), store=Path(store) if store else None)


def viewer() -> Viewer:
    """Who looks, in this run. Ask again at every action: what they may do can change after a page was drawn."""
    return LOCAL
