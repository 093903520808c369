"""Which survey waves are open: answers still come in, so that they can be drafted and not published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from analytics.durable import replace_file, writing
from analytics.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FILE_NAME = "waves.json"


class WaveState(StrEnum):
    """Whether a wave takes part in publishing."""

    OPEN = "open"
    HELD_OPEN = "held_open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWave:
    """A survey wave of the store.

    Args:
        name: Its name.
        state: Open, and closed by the next release; held open, which no release may be made of; or closed.
        by: Who closed it or holds it open; "" while nobody has said anything about it.
        at: Since when, ISO 8601; "" while nobody has said anything about it.
    """

    name: str
    state: WaveState
    by: str = ""
    at: str = ""


class Import(Protocol):
    """One import of a version of the store."""

    @property
    def wave(self) -> str | None:
        """Its survey wave."""


def survey_waves(folder: Path, imports: Iterable[Import]) -> tuple[SurveyWave, ...]:
    """The waves of a version of the store, in the order of their names.

    Args:
        folder: Folder of the store.
        imports: The imports that are live in the version.

    Raises:
        SettingsError: The record of waves was changed by hand into something else.
    """
    known = _read(folder)
    names = sorted({one.wave for one in imports if one.wave})
    return tuple(known.get(name, SurveyWave(name=name, state=WaveState.OPEN)) for name in names)


def hold_open(folder: Path, waves: Sequence[SurveyWave], name: str, *, by: str, at: str) -> None:
    """Say that answers to a wave still come in: until it is closed, no release is made of it.

    Args:
        folder: Folder of the store.
        waves: The waves of the store.
        name: The wave.
        by: Who says so.
        at: When, ISO 8601.

    Raises:
        UnknownNameError: There is no such wave.
        SettingsError: It is closed: it was published, and what viewers have seen stays seen.
        StoreError: The store cannot be written.
    """
    if _named(waves, name).state is WaveState.CLOSED:
        raise SettingsError(
            f"The wave {name} is closed: it has been published.",
            next_step="Import later answers as they come; the next release counts them as an amendment.",
        )
    _write(folder, {**_read(folder), name: SurveyWave(name=name, state=WaveState.HELD_OPEN, by=by, at=at)})


def close(folder: Path, waves: Sequence[SurveyWave], names: Iterable[str], *, by: str, at: str) -> None:
    """Close waves that are not closed yet.

    Args:
        folder: Folder of the store.
        waves: The waves of the store.
        names: The waves to close.
        by: Who closes them.
        at: When, ISO 8601.

    Raises:
        UnknownNameError: There is no such wave.
        StoreError: The store cannot be written.
    """
    closing = [one.name for one in (_named(waves, name) for name in names) if one.state is not WaveState.CLOSED]
    if closing:
        new = {name: SurveyWave(name=name, state=WaveState.CLOSED, by=by, at=at) for name in closing}
        _write(folder, {**_read(folder), **new})


def _named(waves: Sequence[SurveyWave], name: str) -> SurveyWave:
    found = next((one for one in waves if one.name == name), None)
    if found is None:
        raise UnknownNameError("wave", name, (one.name for one in waves))
    return found


def _read(folder: Path) -> dict[str, SurveyWave]:
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    try:
        document: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: SurveyWave(name=name, state=WaveState(one["state"]), by=one["by"], at=one["at"])
            for name, one in document.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{FILE_NAME} in the store is not a record of survey waves.", next_step="Restore it from a backup."
        ) from error


def _write(folder: Path, waves: Mapping[str, SurveyWave]) -> None:
    document = {name: {"state": one.state.value, "by": one.by, "at": one.at} for name, one in waves.items()}
    with writing(folder):
        replace_file(folder / FILE_NAME, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode())
