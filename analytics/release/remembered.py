"""Answers of a release that were given before: a release never changes, so neither does what it says to a question."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from analytics.release.lookups import WATCHED, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from analytics.release.lookups import Lookups

MOST = 8192
"""Answers that are kept for a release; a page asks about two hundred questions."""

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class Remembers(Protocol):
    """Whatever has a memory of its own."""

    @property
    def memory(self) -> Memory:
        """What it was asked before."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was said to a question, and which cells it took."""

    value: Any
    lookups: Lookups


class Memory:
    """What one release, or the part of it that the leader of a unit may see, was asked before, and what it said.

    Every release has a memory of its own, so nobody is told what another part of it says. A refusal is kept like a
    number. Who asks again is noted with the same cells as who asked first.

    Args:
        most: How many answers are kept; the one that was asked for longest ago goes first.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._thread = threading.Lock()

    def __len__(self) -> int:
        """Number of answers."""
        return len(self._known)

    def recall(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """The answer to a question, made where it was not asked before.

        Args:
            question: What is asked.
            make: Finds the answer.
        """
        with self._thread:
            known = self._known.get(question)
            if known is not None:
                self._known.move_to_end(question)
        if known is None:
            known = self._kept(question, make)
        asker = WATCHED.get()
        if asker is not None:
            asker.found |= known.lookups.found
            asker.refused |= known.lookups.refused
        value: Made = known.value
        return value

    def _kept(self, question: Hashable, make: Callable[[], Made]) -> _Answer:
        with watched() as lookups:
            answer = _Answer(make(), lookups)
        with self._thread:
            self._known[question] = answer
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return answer


Asking = TypeVar("Asking", bound=Remembers)


def remembered(
    method: Callable[Concatenate[Asking, Asked], Made],
) -> Callable[Concatenate[Asking, Asked], Made]:
    """A method that answers a question it was asked before from memory. Its answer must not be changed by who gets it.

    Args:
        method: A question about something that never changes.
    """

    @functools.wraps(method)
    def answer(asked: Asking, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        question = (method, _fixed(args), _fixed(kwargs))
        return asked.memory.recall(question, lambda: method(asked, *args, **kwargs))

    return answer


def _fixed(value: object) -> Hashable:
    """A question in a form that can be a key."""
    kind = type(value)
    if kind is tuple or kind is list:
        return tuple([one if type(one) is str else _fixed(one) for one in value])  # type: ignore[attr-defined]
    if kind is dict or isinstance(value, Mapping):
        return tuple([(name, _fixed(one)) for name, one in value.items()])  # type: ignore[attr-defined]
    return value
