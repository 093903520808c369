"""The files of a drop as they would be committed together, and what each is refused for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analytics.errors import TwowayError
from analytics.worker.importing.seen import Effect, Told
from analytics.worker.job import revived
from dashboard.access import viewer
from dashboard.components.importing import work
from dashboard.components.importing.work import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.store import Store
    from dashboard.components.importing.panels import Panel

REHEARSED: work.Slot = ("rehearsed",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The files of a drop as they would be committed.

    Args:
        prepared: Each file that can be committed, by the key of its upload.
        errors: Why each other file cannot, by the key of its upload.
        effect: What those that can be committed would change together; None where there are none.
        failure: Why none could be rehearsed: it was stopped, or took more than it may. None where it was done.
    """

    prepared: Mapping[str, Told] = field(default_factory=dict)
    errors: Mapping[str, TwowayError] = field(default_factory=dict)
    effect: Effect | None = None
    failure: TwowayError | None = None


def rehearsed(store: Store, panels: Sequence[Panel]) -> Rehearsal:
    """The files about which nothing is open, as they would be committed, read once for each statement about them.

    Args:
        store: The store.
        panels: The uploads as drawn.
    """
    asked = [panel for panel in panels if panel.request is not None and not panel.n_open]
    if not asked:
        return Rehearsal()
    question = Question(
        slot=REHEARSED,
        made_of=(store.number(), *(panel.made_of for panel in asked)),
        job="rehearse",
        what="Checking the files",
        arguments=arguments(store, asked),
        uploads=[panel.upload for panel in panels],
        seen=_seen,
    )
    try:
        return work.answer(question)
    except TwowayError as error:
        return Rehearsal(failure=error)


def arguments(store: Store, panels: Sequence[Panel]) -> dict[str, Any]:
    """What is asked for, as plain data: the same for a rehearsal and for the commit that it was for.

    Args:
        store: The store.
        panels: The uploads as drawn.
    """
    return {"store": str(store.folder), "by": viewer().name, "uploads": [panel.request for panel in panels]}


def _seen(said: Mapping[str, Any]) -> Rehearsal:
    effect = said["effect"]
    return Rehearsal(
        prepared={key: Told.of(one) for key, one in said["prepared"].items()},
        errors={key: revived(one) for key, one in said["errors"].items()},
        effect=None if effect is None else Effect.of(effect),
    )
