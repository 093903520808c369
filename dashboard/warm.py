"""Imports what the first page needs, so that the first visitor does not wait for it."""

import babel.core
import pandas as pd
import plotly.graph_objects
import plotly.io

from dashboard.components import curves, evidence_verdict, exchange, planner_document, scores
from dashboard.components.importing import panels

WARM = (
    babel.core,
    pd,
    plotly.graph_objects,
    plotly.io,
    curves,
    evidence_verdict,
    exchange,
    scores,
    planner_document,
    panels,
)
