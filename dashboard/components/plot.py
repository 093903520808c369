"""A figure on the page, sent as it was built: its parts are known to be right, so Plotly need not check them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure

from dashboard.figures.chrome import CONFIG

if TYPE_CHECKING:
    from dashboard.figures.chrome import Figure


class Built(BaseFigure):  # type: ignore[misc]
    """A figure whose parts are valid: what Streamlit asks of one is what it becomes.

    Args:
        figure: The figure.
    """

    def __init__(self, figure: Figure) -> None:
        object.__setattr__(self, "_built", figure)

    def to_dict(self) -> Figure:
        """The figure as the page draws it, with as much of the template as its traces need."""
        figure: Figure = self.__dict__["_built"]
        kinds = tuple(dict.fromkeys(trace["type"] for trace in figure["data"]))
        return {"data": figure["data"], "layout": {"template": _template(kinds), **figure["layout"]}}


def plot(figure: Figure, *, key: str, alt: str) -> None:
    """Draw a figure.

    Args:
        figure: The figure, valid as Plotly's own checks would find it; `tests/dashboard/components/test_plot.py` does.
        key: Name of the chart on its page.
        alt: Description for people who do not see it.
    """
    st.plotly_chart(Built(figure), key=key, config=dict(CONFIG), alt=alt)


@lru_cache(maxsize=32)
def _template(kinds: tuple[str, ...]) -> dict[str, Any]:
    """The part of the template that traces of some kinds need."""
    whole: dict[str, Any] = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    return {"layout": whole["layout"], "data": {kind: one for kind, one in whole["data"].items() if kind in kinds}}
