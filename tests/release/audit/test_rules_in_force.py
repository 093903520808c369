"""The rules in words, and their limits in what a release is named after."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from analytics.program import Program
from analytics.release.audit import rules_in_force as rules
from analytics.release.audit.audit import Rules
from analytics.release.flow import Wish, publish_store
from analytics.release.publish import made_of, name_of
from analytics.release.read import Release
from analytics.report.digits import THIN
from tests.given import Given
from tests.release.surveyed import surveyed

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Given(files={})


def test_every_limit_is_plain_and_among_them_are_those_of_the_rules() -> None:
    found = rules.limits()
    assert json.loads(json.dumps(found)).keys() == found.keys()
    assert (found["minimum"], found["floor"], found["group_share"]) == (Rules().minimum, 5, 0.8)


@pytest.mark.parametrize(
    "name", ["EDITION", "FLOOR", "FEWEST", "HARD_LEVERAGE", "SMALL_POPULATION_LEVERAGE", "PER_NUMBER", "DAYS_STEP"]
)
def test_under_other_rules_the_same_data_are_another_release(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = name_of(SOURCE, Program(), "cells"), made_of(SOURCE, Program())
    assert before == (name_of(SOURCE, Program(), "cells"), made_of(SOURCE, Program()))
    monkeypatch.setattr(rules, name, getattr(rules, name) + 1)
    after = name_of(SOURCE, Program(), "cells"), made_of(SOURCE, Program())
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_shares_are_written_as_on_every_page(tmp_path: Path) -> None:
    publish_store(surveyed(tmp_path), tmp_path / "published", Wish(by="ana"))
    limits = [rule.limit for rule in rules.rules_in_force(Release.latest(tmp_path / "published").facts)]
    assert f"at most 80{THIN}%" in limits
    assert not any(re.search(r"[0-9]%", limit) for limit in limits)
