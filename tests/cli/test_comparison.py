"""`twoway comparison` prints what a release holds, as text and as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from analytics.cli import twoway
from analytics.program import Program
from analytics.release.publish import publish
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path


def test_comparisons_are_printed_with_their_verdicts(tmp_path: Path) -> None:
    program = Program(comparisons=({"name": "Juniors", "match": ["level"]},))
    publish(company(tmp_path), program, tmp_path / "published", at="2026-01-01T00:00:00Z")
    arguments = ["comparison", "--published", str(tmp_path / "published")]
    text = CliRunner().invoke(twoway, arguments)
    assert text.exit_code == 0
    assert text.output.startswith("Juniors\n")
    (found,) = json.loads(CliRunner().invoke(twoway, [*arguments, "--json"]).output)
    assert found["name"] == "Juniors"
    told = [one["sentence"] for one in found["outcomes"]] + [one["reason"] for one in found["missing"]]
    assert told
    assert all(sentence in text.output for sentence in told)
    headings = [f"  {one['label']}{', decides' if one['is_primary'] else ''}" for one in found["outcomes"]]
    lines = text.output.splitlines()
    assert [line for line in lines if line in headings] == headings
    for heading, one in zip(headings, found["outcomes"], strict=True):
        warnings = [f"    ! {caution['message']}" for caution in one["cautions"]]
        start = lines.index(heading) + 1
        assert lines[start : start + len(warnings) + 1] == [*warnings, f"    {one['sentence']}"]
