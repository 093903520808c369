"""The rules in words, and their limits in what a release is named after."""

from __future__ import annotations

import json

import pytest

from analytics.program import Program
from analytics.release.audit import rules_in_force as rules
from analytics.release.audit.audit import Rules
from analytics.release.publish import made_of, name_of
from tests.given import Given

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
