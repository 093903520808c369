"""Cards that are put together once for all who look at the same part of the same release.

A release never changes, so neither does a card: its words, its table and its figure. What it took is noted in the audit
log for each of those who look, and files are offered to each of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from analytics.numerals import FORM
from dashboard.offered_files import Offer, offer_now, offering_later

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from analytics.release.read import Release
    from dashboard.components.charts import Card


class Looks(Protocol):
    """What cards are made from."""

    @property
    def release(self) -> Release:
        """The release."""

    def chosen(self) -> Hashable:
        """All that a card depends on beside the release."""


Looking = TypeVar("Looking", bound=Looks)
Asked = ParamSpec("Asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    cards: tuple[Card, ...]
    offers: tuple[Offer, ...]


def kept(
    make: Callable[Concatenate[Looking, Asked], Iterator[Card]],
) -> Callable[Concatenate[Looking, Asked], None]:
    """A function that draws cards, from those that the decorated one yields the first time that it is asked.

    Args:
        make: Makes the cards, from nothing but the release, what is chosen, its arguments, and how numbers are written.
    """

    @wraps(make)
    def draw(looked: Looking, /, *args: Asked.args, **kwargs: Asked.kwargs) -> None:
        def first() -> _Made:
            with offering_later() as offers:
                return _Made(cards=tuple(make(looked, *args, **kwargs)), offers=tuple(offers))

        question = (make, looked.chosen(), args, tuple(kwargs.items()), FORM.get())
        made = looked.release.drawn.recall(question, first)
        offer_now(*made.offers)
        for card in made.cards:
            card.draw()

    return draw
