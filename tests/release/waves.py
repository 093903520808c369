"""A store with one wave of a survey that further people answer later, or answer again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analytics.imports.run import Request, import_files
from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

WAVE = "2025-06"
LABELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


def answered(folder: Path, people: Iterable[int]) -> Store:
    """A store in which these people have answered."""
    store = Store.create(folder)
    again(store, people)
    return store


def again(store: Store, people: Iterable[int], *, changed: Container[int] = (), wave: str = WAVE) -> None:
    """Import the answers of further people; of those who answered before, the new ones count.

    Args:
        store: The store.
        people: Their numbers.
        changed: Those who answer otherwise than they did or would have.
        wave: The wave, a month.
    """
    heading = "Respondent ID,Gender,Location,I look forward to my working day.,I put real energy into my work."
    rows = [
        f"{1000 + n},{('Woman', 'Man')[n % 2]},{('Lyon', 'Oslo', 'Bonn')[n % 7 % 3]},"
        f"{LABELS[(n * n + 2 * (n in changed)) % 5]},{LABELS[(n * 3 + 2 * (n in changed)) % 5]}"
        for n in people
    ]
    path = store.folder.with_name(f"answers-{store.number()}.csv")
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    import_files(
        store, [Request(path=path, kind="survey", wave=wave, wave_on=date.fromisoformat(f"{wave}-16"))], by="ana"
    )
