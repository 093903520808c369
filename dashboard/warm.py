"""Imports what the first page needs, so that the first visitor does not wait for it."""

import babel.core
import plotly.io

from dashboard.components import curves, evidence_verdict, exchange, planner_document, scores

WARM = (babel.core, plotly.io, curves, evidence_verdict, exchange, scores, planner_document)
