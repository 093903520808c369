"""Survey files as the vendors lay them out, one module a vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.simulate.layouts.generic import generic
from analytics.simulate.layouts.qualtrics import qualtrics
from analytics.simulate.layouts.surveymonkey import surveymonkey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.simulate.layouts.records import SurveyFile
    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

LAYOUTS: Mapping[str, Callable[[SimulatedProgram, WaveAnswers], SurveyFile]] = {
    "qualtrics": qualtrics,
    "surveymonkey": surveymonkey,
    "generic": generic,
}
