"""Imports what the first page needs, so that the first visitor does not wait for it."""

import pandas as pd  # noqa: F401
import plotly.graph_objects  # noqa: F401
import plotly.io  # noqa: F401
