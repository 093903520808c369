"""Sound files damaged at random: whatever comes of them is a table or one message, never a crash and never a wait."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from analytics.errors import TwowayError
from analytics.imports.inspect import understand
from tests.torture.archives import zipped
from tests.torture.samples import samples

_EXTREMES = (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x80", b"\x80", b"\0", b"PK\x03\x04", b'"')
_MOST = 4
_BATCH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A damaged file.

    Args:
        name: Name of the sound one.
        content: The bytes.
    """

    name: str
    content: bytes


@st.composite
def damaged_files(draw: st.DrawFn) -> Damaged:
    """Files with bytes changed, taken out, put in or cut off; of an archive also inside of one of its parts."""
    name = draw(st.sampled_from(sorted(samples())))
    content = samples()[name]
    if not content.startswith(b"PK") or draw(st.booleans()):
        return Damaged(name=name, content=_damaged(draw, content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    part = draw(st.sampled_from(sorted(parts)))
    return Damaged(name=name, content=zipped({**parts, part: _damaged(draw, parts[part])}))


def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with a few faults."""
    for _ in range(draw(st.integers(1, _MOST))):
        start = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.sampled_from((0, 1, 2, 4, 8, 64)))
        middle = draw(st.one_of(st.sampled_from(_EXTREMES), st.binary(max_size=8)))
        match draw(st.sampled_from(("change", "take", "put", "repeat", "cut"))):
            case "change":
                content = content[:start] + middle + content[start + len(middle) :]
            case "take":
                content = content[:start] + content[start + length :]
            case "put":
                content = content[:start] + middle + content[start:]
            case "repeat":
                content = content[: start + length] + content[start:]
            case _:
                content = content[:start] if length == 0 else content
    return content


def outcome(file: Damaged) -> str:
    """What comes of a damaged file: "table", or the code of its failure; anything else is raised.

    Args:
        file: The file.
    """
    try:
        understand(file.content, file_name=file.name)
    except TwowayError as failure:
        if not (failure.next_step or failure.allowed):
            raise AssertionError(failure) from failure
        return failure.code
    return "table"


def fuzz(*, seconds: float, start: int = 0) -> Counter[str]:
    """How many damaged files came to which end, after trying new ones for a time.

    Args:
        seconds: How long.
        start: The first seed; the same one tries the same files.

    Raises:
        AssertionError: A file ended in something else than a table or a message; Hypothesis shows it.
    """
    ends: Counter[str] = Counter()
    until, number = time.monotonic() + seconds, start
    while time.monotonic() < until:
        _batch(number, ends)
        number += 1
    return ends


def _batch(number: int, ends: Counter[str]) -> None:
    @seed(number)
    @settings(
        max_examples=_BATCH,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged_files())
    def attempt(file: Damaged) -> None:
        ends[outcome(file)] += 1

    attempt()


if __name__ == "__main__":
    sys.stdout.write(f"{dict(fuzz(seconds=float(sys.argv[1]), start=int((sys.argv[2:] or ['0'])[0])))}\n")
