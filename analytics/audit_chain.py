"""The lines of the audit log: what one holds, how it follows from the one before, and what is wrong where it does not.

A line is one JSON object in a fixed order of characters. Its `hash` is the SHA-256 of everything else in it, and
`previous` is the hash of the line before, so that no line can be changed, taken out or put in between without a trace.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SEGMENT = re.compile(r"\d{4}-\d{2}\.jsonl")
"""The name of a file of the log: the month of its first line."""
SHORTEST_HEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody did, or was refused.

    Args:
        at: When, ISO 8601 in UTC.
        who: Their name.
        role: What they are; several roles with commas between them.
        action: What they did, such as `view`, `export`, `import` or `erase`.
        release: Id of the release it was done with, or empty.
        cells: Ids of the cells that were looked up and shown.
        refused: Ids of the cells that were refused; of what is in no catalog only that there was something.
        note: A word of the product, such as the page or the kind of file. Never a value, never what somebody typed.
    """

    at: str
    who: str
    role: str
    action: str
    release: str = ""
    cells: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    note: str = ""


_EVENT = tuple(one.name for one in fields(Event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the log.

    Args:
        number: Its number; the first is 1.
        previous: Hash of the line before, empty for the first.
        event: What happened.
        torn: SHA-256 of what was left of lines that were cut off right before it, usually empty.
    """

    number: int
    previous: str
    event: Event
    torn: str = ""

    def sealed(self) -> tuple[bytes, str]:
        """The line as it stands in the file, without its end, and the hash in it."""
        cut = {"torn": self.torn} if self.torn else {}
        event = {name: getattr(self.event, name) for name in _EVENT}
        body = {"number": self.number, "previous": self.previous, **cut, "event": event}
        content = _canonical(body)
        sha256 = hashlib.sha256(content).hexdigest()
        return content[:-1] + f',"hash":"{sha256}"}}'.encode(), sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a log stood, written down where changing the log does not reach: in a release that was made then.

    Args:
        log: Hash of its first line, by which one log is told from another.
        head: Hash of its last line at that time.
        lines: Number of that line.
    """

    log: str
    head: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """How a log ends.

    Args:
        number: Number of the last line, 0 where there is none.
        hash: The hash in it.
        fragments: What was left of lines after it that were cut off.
    """

    number: int = 0
    hash: str = ""
    fragments: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a look at every line found.

    Args:
        lines: How many lines follow from each other, from the first on.
        head: Hash of the last of them, empty where there is none.
        fault: What is wrong with the first line that does not follow, one sentence; empty for a whole log.
        torn: How many lines were cut off when a process or the machine stopped; what they held is lost.
        anchors: How many releases name a line of this log, each of which is there.
    """

    lines: int
    head: str
    fault: str = ""
    torn: int = 0
    anchors: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or inserted."""
        return not self.fault


def parse(content: bytes) -> Line | None:
    """The line that stands in these bytes, or None where it is not a line; whether it was changed is not asked."""
    found = _stated(content)
    return None if found is None else found[0]


def hash_of(content: bytes) -> str:
    """The hash that the line in these bytes says it has; empty where it is not a line."""
    found = _stated(content)
    return "" if found is None else found[1]


def parsed_tail(content: bytes, *, is_whole: bool) -> Tail | None:
    """How the last bytes of a file end, or None where more of it has to be read.

    Args:
        content: The last bytes.
        is_whole: Whether they are the whole file.
    """
    pieces = content.split(b"\n")
    fragments: list[bytes] = []
    for piece in reversed(pieces if is_whole else pieces[1:]):
        found = _stated(piece)
        if found is not None:
            line, stated = found
            return Tail(number=line.number, hash=stated, fragments=tuple(reversed(fragments)))
        if piece:
            fragments.append(piece)
    return Tail(fragments=tuple(reversed(fragments))) if is_whole else None


def torn_hash(fragments: Sequence[bytes]) -> str:
    """The name of what was left of lines; empty where nothing was."""
    return hashlib.sha256(b"\n".join(fragments)).hexdigest() if fragments else ""


def lines_of(segment: Path) -> Iterator[tuple[int, bytes]]:
    """Every line of a file that holds anything, with its place in the file."""
    with segment.open("rb") as file:
        for place, content in enumerate(file, start=1):
            if stripped := content.rstrip(b"\n"):
                yield place, stripped


def verified(segments: Iterable[Path], *, expected: str = "", anchors: Mapping[str, Anchor] | None = None) -> Verdict:
    """What a look at every line finds; it ends at the first one that does not follow.

    Args:
        segments: The files, oldest first.
        expected: The hash of a line that must be there, or its first characters; empty for none.
        anchors: Where the log stood when each release was made, by release; those of other logs do not count.
    """
    tail, torn, is_there = Tail(), 0, not expected
    awaited: dict[str, list[str]] = {}
    n_anchors = 0
    for segment in segments:
        for place, content in lines_of(segment):
            found = _stated(content)
            if found is None:
                tail = Tail(number=tail.number, hash=tail.hash, fragments=(*tail.fragments, content))
                continue
            fault = _fault(content, found, tail)
            if fault:
                return Verdict(lines=tail.number, head=tail.hash, torn=torn, fault=f"{segment.name}:{place}: {fault}")
            torn += len(tail.fragments)
            tail = Tail(number=found[0].number, hash=found[1])
            if tail.number == 1:
                awaited = _awaited(anchors or {}, tail.hash)
                n_anchors = sum(map(len, awaited.values()))
            awaited.pop(tail.hash, None)
            is_there = is_there or (len(expected) >= SHORTEST_HEAD and tail.hash.startswith(expected))
    missing = sorted(release for releases in awaited.values() for release in releases)
    fault = CUT_OFF.format(missing[0]) if missing else "" if is_there else MISSING
    return Verdict(
        lines=tail.number,
        head=tail.hash,
        torn=torn + len(tail.fragments),
        fault=fault,
        anchors=n_anchors - len(missing),
    )


def _awaited(anchors: Mapping[str, Anchor], first: str) -> dict[str, list[str]]:
    """The releases that name each line of the log that begins with a line."""
    found: dict[str, list[str]] = {}
    for release, anchor in anchors.items():
        if anchor.log == first:
            found.setdefault(anchor.head, []).append(release)
    return found


CUT_OFF = "Release {} was made when the log had a line that is not there any more: the log was cut off before it."
MISSING = (
    "No line has the hash that was written down: the log was cut off before it, replaced by another, "
    f"or the hash was written down wrongly (at least {SHORTEST_HEAD} characters are needed)."
)


def _fault(content: bytes, found: tuple[Line, str], tail: Tail) -> str:
    """What is wrong with a line after another one, or nothing."""
    line, stated = found
    number = tail.number + 1
    if line.sealed() != (content, stated):
        return f"line {number} was changed after it was written."
    if line.number > number:
        gap = f"line {number} is" if line.number == number + 1 else f"the lines {number} to {line.number - 1} are"
        return f"{gap} missing: line {line.number} comes next."
    if line.number < number:
        return f"line {line.number} is there a second time: a line was inserted before it, or it was moved."
    if line.previous != tail.hash:
        return f"line {number} does not follow from the one before: one of the two was inserted or replaced."
    if line.torn != torn_hash(tail.fragments):
        return f"what stands before line {number} is no line that was cut off: it was changed or inserted."
    return ""


def _stated(content: bytes) -> tuple[Line, str] | None:
    """A line and the hash that it says it has."""
    try:
        body = json.loads(content)
        event = {name: body["event"][name] for name in _EVENT}
        line = Line(
            number=int(body["number"]),
            previous=str(body["previous"]),
            torn=str(body.get("torn", "")),
            event=Event(**{**event, "cells": tuple(event["cells"]), "refused": tuple(event["refused"])}),
        )
        return line, str(body["hash"])
    except (ValueError, KeyError, TypeError):
        return None


def _canonical(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
