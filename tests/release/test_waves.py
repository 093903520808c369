"""A survey wave is open until it is published or closed, and whoever holds it open is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError, UnknownNameError
from analytics.release.waves import FILE_NAME, WaveState, close, hold_open, survey_waves

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-06-01T12:00:00+00:00"


@dataclass(frozen=True, kw_only=True)
class Imported:
    wave: str | None


IMPORTS = (Imported(wave="2025-06"), Imported(wave=None), Imported(wave="2024-06"), Imported(wave="2025-06"))


def test_waves_are_those_of_the_imports_and_open(tmp_path: Path) -> None:
    waves = survey_waves(tmp_path, IMPORTS)
    assert [(one.name, one.state, one.by) for one in waves] == [
        ("2024-06", WaveState.OPEN, ""),
        ("2025-06", WaveState.OPEN, ""),
    ]


def test_a_wave_is_held_open_and_closed_by_somebody(tmp_path: Path) -> None:
    waves = survey_waves(tmp_path, IMPORTS)
    hold_open(tmp_path, waves, "2025-06", by="ana", at=AT)
    (_, held) = survey_waves(tmp_path, IMPORTS)
    assert (held.state, held.by, held.at) == (WaveState.HELD_OPEN, "ana", AT)
    close(tmp_path, survey_waves(tmp_path, IMPORTS), ["2024-06", "2025-06"], by="ben", at=AT)
    assert [(one.state, one.by) for one in survey_waves(tmp_path, IMPORTS)] == [(WaveState.CLOSED, "ben")] * 2


def test_closing_again_does_not_change_who_closed_it(tmp_path: Path) -> None:
    close(tmp_path, survey_waves(tmp_path, IMPORTS), ["2025-06"], by="ana", at=AT)
    close(tmp_path, survey_waves(tmp_path, IMPORTS), ["2025-06"], by="ben", at=AT)
    assert survey_waves(tmp_path, IMPORTS)[1].by == "ana"


def test_a_closed_wave_is_not_opened_again(tmp_path: Path) -> None:
    close(tmp_path, survey_waves(tmp_path, IMPORTS), ["2025-06"], by="ana", at=AT)
    with pytest.raises(SettingsError, match="The wave 2025-06 is closed: it has been published"):
        hold_open(tmp_path, survey_waves(tmp_path, IMPORTS), "2025-06", by="ana", at=AT)


def test_an_unknown_wave_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="2024-06, 2025-06"):
        hold_open(tmp_path, survey_waves(tmp_path, IMPORTS), "2026-06", by="ana", at=AT)


@pytest.mark.parametrize("text", ["", "[]", '{"2025-06": 3}', '{"2025-06": {"state": "ajar", "by": "", "at": ""}}'])
def test_a_record_changed_by_hand_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a record of survey waves"):
        survey_waves(tmp_path, IMPORTS)
