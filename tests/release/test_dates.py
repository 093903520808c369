"""Figures that stay from an earlier release are named with its date; new ones are not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analytics.release.dates import older_figures, older_parts
from analytics.release.files import RELEASE
from analytics.release.read import Release

EARLIER, SINGLE = "2026-03-01T09:00:00+00:00", "2026-02-01T09:00:00+00:00"


@pytest.fixture(scope="module")
def release(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release in which the pairs and one figure of the survey are of earlier releases."""
    folder = Path(shutil.copytree(release_folder, tmp_path_factory.mktemp("dated") / release_folder.name))
    document = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
    wave = document["waves"][-1]["name"]
    document["as_of"] = {"pairs": EARLIER}
    document["kept"] = [[f"survey:{wave}", [["gender", "Woman"]], "engagement", SINGLE]]
    (folder / RELEASE).write_text(json.dumps(document), encoding="utf-8")
    return Release.load(folder)


def test_a_part_whose_answers_have_hardly_changed_keeps_its_date(release: Release) -> None:
    assert older_parts(release.facts) == {"Pairs": EARLIER}
    assert older_figures(release.facts, "cadence", {}) == {"Pairs": EARLIER}
    assert older_figures(release.facts, "engagement", {}) == {}
    assert older_figures(release.facts, "participation", {}) == {}


def test_a_single_figure_keeps_its_own_date(release: Release) -> None:
    women = {"gender": ("Woman",)}
    (found,) = older_figures(release.facts, "engagement", women).values()
    assert found == SINGLE
    assert older_figures(release.facts, "satisfaction", women) == {}
    assert older_figures(release.facts, "engagement", {"gender": ("Man",)}) == {}


def test_every_figure_says_so_itself(release: Release) -> None:
    assert dict(release.estimate("cadence", {}).provenance.as_of) == {"Pairs": EARLIER}
    assert dict(release.estimate("participation", {}).provenance.as_of) == {}
