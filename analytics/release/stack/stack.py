"""Everything ever shown of a store, which every further release is audited together with.

What the records hold, and what follows from it:

* An unknown is an answer: a respondent's to a wave; a pair's sessions and goals so far; whether an eligible person has
  enrolled; whether somebody at work has left, when and how, and how often moved up. Who answers differently later is a
  second unknown, and the change from one to the other is a third thing that must not follow from what is shown.
* Days at work go on for everybody and are no answer: nobody finds anything out by them.
* A population (the respondents of a wave, the eligible, the pairs) has new figures only when the answers of at least
  ten people and of 5 % have changed, counted since its figures were last new. Until then it keeps all of them, with
  their date. A roster is no exception: it is refreshed as a whole, when enough of its people's records have changed.
* A cell that would give somebody away together with all that was shown keeps its older figure, with its date.
* The categories of a wave stay as its first release merged them. A roster lives on: a new category that is large enough
  stands for itself.
* A wave whose answers were deleted when their time was over keeps its figures. One whose import was undone loses them.
* A withdrawn release was seen and stays. A draft was seen only by people who may open the store, and does not count.
"""

from __future__ import annotations

import secrets
from copy import copy
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.release.files import DRAFT
from analytics.release.stack.amend import Amendment
from analytics.release.stack.record import ended, forgotten, read, written
from analytics.store.released import Released, damaged_record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from analytics.release.stack.members import Members
    from analytics.release.stack.record import Plan, Record

KEY_BITS = 63
SECRET_BYTES = 16


class Stack:
    """The records of all releases of a store, oldest first.

    Args:
        store: The folder of the store.
        withdrawn: The releases that were withdrawn: seen, but no longer what viewers see.
        ended: Populations whose answers were deleted when their time was over.

    Attributes:
        records: The records, oldest first.
        secret: What fingerprints of answers are made with.

    Raises:
        StoreError: A record is missing or damaged.
    """

    def __init__(self, store: Path, *, withdrawn: Collection[str] = (), ended: Collection[str] = ()) -> None:
        self._kept = Released(store)
        self._withdrawn = frozenset(withdrawn)
        self._ended = frozenset(ended)
        self.records = _in_order(
            [read(self._kept.read(name)) for name in self._kept.releases() if not name.endswith(DRAFT)]
        )
        self.secret = self._kept.secret()

    @property
    def releases(self) -> tuple[str, ...]:
        """The names of the releases, oldest first."""
        return tuple(record.release for record in self.records)

    def before(self, made_of: str) -> Stack:
        """The stack as it was when the newest release was made, if that was made of the same data and settings.

        Args:
            made_of: Hash of the data, the settings and the package.
        """
        if not self.records or self.records[-1].made_of != made_of:
            return self
        return self.until(self.records[-1].release)

    def until(self, release: str) -> Stack:
        """The stack as it was when a release was made.

        Args:
            release: Its name; of one without a record, everything there is.
        """
        earlier = copy(self)
        earlier.records = tuple(takewhile(lambda record: record.release != release, self.records))
        return earlier

    def has(self, name: str) -> bool:
        """Whether it is known what a release or draft shows, and nothing else was published since it was made.

        Args:
            name: Its name.
        """
        if name not in self._kept.releases():
            return False
        made = read(self._kept.read(name))
        return made.after == self.before(made.made_of).releases

    @property
    def base(self) -> Record | None:
        """The newest release that was not withdrawn."""
        return next((one for one in reversed(self.records) if one.release not in self._withdrawn), None)

    def plan(self, scheme: str) -> Plan:
        """The published category of every category that was ever settled, by population and dimension.

        Args:
            scheme: Label of the generation scheme; generations that another one divided are settled anew.
        """
        plan: Plan = {}
        for record in self.records:
            for population, dimensions in record.plan.items():
                for dimension, merged in dimensions.items():
                    if dimension != "generation" or record.scheme == scheme:
                        settled = plan.setdefault(population, {}).setdefault(dimension, {})
                        plan[population][dimension] = merged | settled
        return plan

    def amendment(self, members: Sequence[Members], plan: Plan) -> Amendment:
        """A release in the making.

        Args:
            members: Who stands behind its figures.
            plan: How its categories are merged.
        """
        return Amendment(self.records, self.base, members, plan, self._ended)

    def record(self, record: Record) -> None:
        """Keep what a release shows, before anybody sees it; or what a draft would show.

        Args:
            record: The record.

        Raises:
            StoreError: The store cannot be written.
        """
        for name in self._kept.releases():
            if name.endswith(DRAFT) and name != record.release:
                self._kept.discard(name)
        self._kept.write(written(record))

    def confirm(self, draft: str, release: str, *, at: str) -> None:
        """Keep what a draft shows as what a release shows, before anybody sees it.

        Args:
            draft: Name of the draft.
            release: Name of the release.
            at: When it is published, ISO 8601.

        Raises:
            StoreError: The draft has no record, or releases were published since it was made.
        """
        if release in self._kept.releases():
            return
        found = read(self._kept.read(draft))
        if found.after != self.releases:
            raise damaged_record(draft)
        origin = {name: release if one == draft else one for name, one in found.origin.items()}
        facts = {**found.facts, "id": release, "created_at": at, "is_draft": False}
        self.record(replace(found, release=release, at=at, origin=origin, facts=facts))

    def forget(self, keys: Collection[int]) -> None:
        """Make nobody of people: the same unknowns in the same places, under names and fingerprints without meaning.

        What stays of somebody is which published groups they stood in: without it, nobody could tell what further
        figures would give away about the others.

        Args:
            keys: Keyed hashes of people, and of responses and pairs that are theirs.

        Raises:
            StoreError: A record is damaged, or the store cannot be written.
        """
        every = [read(self._kept.read(name)) for name in self._kept.releases()]
        people = {key: secrets.randbits(KEY_BITS) for key in keys}
        responses = {
            alias: (people.get(person, 0), secrets.randbits(KEY_BITS))
            for alias, person in _behind(every).items()
            if alias in people or person in people
        }
        responses = {key: (0, new) for key, new in people.items()} | responses
        secret = secrets.token_bytes(SECRET_BYTES)
        for record in every:
            self._kept.write(written(forgotten(record, people, responses, secret)))

    def end(self, populations: Collection[str]) -> None:
        """Make nobody of all people in populations whose answers are deleted, for they are never refreshed.

        Args:
            populations: Names of populations, such as `survey:2025-06`.

        Raises:
            StoreError: A record is damaged, or the store cannot be written.
        """
        secret = secrets.token_bytes(SECRET_BYTES)
        for name in self._kept.releases():
            self._kept.write(written(ended(read(self._kept.read(name)), populations, secret)))


def _in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records from old to new; each names those that were there before it, so that a missing one is missed."""
    ordered = tuple(sorted(records, key=lambda record: (len(record.after), record.at, record.release)))
    names = {record.release for record in ordered}
    for record in ordered:
        for name in record.after:
            if name not in names:
                raise damaged_record(name)
    return ordered


def _behind(records: Sequence[Record]) -> Mapping[int, int]:
    """The person behind each response that any record links to one, else 0."""
    found: dict[int, int] = {}
    for record in records:
        for table in record.members:
            if table.table == "people":
                for alias, key in zip(table.aliases.tolist(), table.keys.tolist(), strict=True):
                    if alias and (key or alias not in found):
                        found[alias] = key
    return found
