"""Seeded companies with a reverse-mentoring program whose true effects are known."""

from __future__ import annotations

from analytics.simulate.exports import write_csv
from analytics.simulate.program import SimulatedProgram, simulate
from analytics.simulate.scenario import Cohort, Effects, Scenario, Wave, scenario_from

__all__ = ["Cohort", "Effects", "Scenario", "SimulatedProgram", "Wave", "scenario_from", "simulate", "write_csv"]
