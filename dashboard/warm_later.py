"""Imports what the Import page needs, once the server answers: whoever only looks at figures does not wait for it."""

import pandas as pd

from dashboard.components.importing import panels

WARM = (pd, panels)
