from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.datasets import shipped
from analytics.errors import SettingsError, UnknownNameError
from analytics.simulate.scenario import GENERATIONS, OUTCOMES, Cohort, Effects, Scenario, Wave, scenario_from

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_does_not_say_is_as_in_the_default(tmp_path: Path) -> None:
    assert scenario_from(written(tmp_path, "seed = 5\n")) == Scenario(seed=5)


def test_tables_become_cohorts_waves_and_effects(tmp_path: Path) -> None:
    text = """
        [[cohort]]
        name = "One"
        starts_on = 2024-03-01
        pairs = 20
        [[wave]]
        name = "Spring"
        opens_on = 2024-05-01
        layout = "qualtrics"
        [effects.retention]
        "Gen Z" = -0.5
    """
    scenario = scenario_from(written(tmp_path, text))
    assert scenario.cohorts == (Cohort(name="One", starts_on=date(2024, 3, 1), pairs=20),)
    assert scenario.waves == (Wave(name="Spring", opens_on=date(2024, 5, 1), layout="qualtrics"),)
    assert scenario.effects == Effects.none().with_effect("retention", -0.5, "Gen Z")


@pytest.mark.parametrize(
    "text",
    [
        "sed = 5",
        "[effects.happiness]\nBoomer = 1.0",
        "[effects.retention]\nSilent = 1.0",
        "[[wave]]\nname = 'x'\nopens_on = 2024-05-01\nlayout = 'paper'",
        "[[cohort]]\nname = 'x'\nstart = 2024-05-01",
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnknownNameError, match="Choose one of"):
        scenario_from(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "seed = ",
        "seed = -1",
        "people = 12",
        "people = 'many'",
        "team_share = 1.0",
        "missing_items = -0.1",
        "help_desk_share = 0.9",
        "cohort = []",
        "observed_to = 2020-01-01",
        "effects.retention = 3",
        "[effects.retention]\nBoomer = nan",
        "[effects.retention]\nBoomer = 'big'",
        "[[wave]]\nname = 'x'\nopens_on = 2024-05-01\nresponse_rate = 1.0",
        "[[wave]]\nname = 'x'",
        "[[cohort]]\nname = 'x'\nstarts_on = 2024-05-01\npairs = 1.5",
    ],
)
def test_what_no_company_can_be_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        scenario_from(written(tmp_path, text))


@pytest.mark.parametrize("pairs", [3, 50, 501, 20_000])
def test_pairs_are_spread_over_the_cohorts_without_remainder(pairs: int) -> None:
    cohorts = Scenario().sized(pairs=pairs).cohorts
    assert sum(cohort.pairs for cohort in cohorts) == pairs
    assert max(cohort.pairs for cohort in cohorts) - min(cohort.pairs for cohort in cohorts) <= pairs * 0.03 + 1


def test_an_effect_is_set_for_one_generation_or_for_all() -> None:
    one = Effects.none().with_effect("skills", 1.0, "Gen X")
    everybody = Effects.none().with_effect("skills", 1.0)
    assert dict(one.skills) == {"Boomer": 0, "Gen X": 1, "Millennial": 0, "Gen Z": 0}
    assert set(everybody.skills.values()) == {1.0}


def test_no_effect_is_none_for_every_outcome_and_generation() -> None:
    for outcome in OUTCOMES:
        assert dict(getattr(Effects.none(), outcome)) == dict.fromkeys(GENERATIONS, 0.0)


def test_the_scenario_of_the_demo_tells_the_story_of_its_readme() -> None:
    demo = scenario_from(shipped("demo/scenario.toml"))
    assert demo.people == 12_000
    assert [cohort.pairs for cohort in demo.cohorts] == [170, 170, 160]
    assert [wave.layout for wave in demo.waves] == ["qualtrics", "surveymonkey", "generic", "generic"]
    assert set(demo.effects.satisfaction.values()) == {0.0}
    assert demo.effects.retention["Gen Z"] < -0.5 < demo.effects.retention["Gen X"] < 0
