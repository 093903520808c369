"""The page that an analyst writes in an afternoon: six charts by plotly.express, asked of the rows at every change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st


def main(store: str) -> None:
    """Draw the page.

    Args:
        store: Folder of the store.
    """
    import plotly.express as px

    from tests.bench.by_pandas import view

    st.set_page_config(layout="wide")
    st.title("Engagement and retention")
    held = st.session_state.get("rows") or _rows(store)
    gender = st.pills("Gender", ["Woman", "Man"], key="filter-gender", selection_mode="multi")
    found = view(held, {"gender": gender[0]} if gender else {})
    left, right = st.columns(2)
    trend, groups = _means(found["trend"], ["arm", "wave"]), _means(found["groups"], ["arm", "generation"])
    left.plotly_chart(px.line(trend, x="wave", y="mean", color="arm"), key="trend")
    right.plotly_chart(px.bar(groups, x="generation", y="mean", color="arm", barmode="group"), key="groups")
    differences = pd.DataFrame(found["by_generation"], index=["difference", "low", "high", "p"]).T.reset_index()
    left.plotly_chart(px.scatter(differences, x="difference", y="index"), key="differences")
    bands = pd.DataFrame(found["bands"]).rename(index=str).reset_index().melt("engagement")
    right.plotly_chart(px.bar(bands, x="value", y="variable", color="engagement"), key="bands")
    for column, by in ((left, "arm"), (right, "generation")):
        curves = _curves(found["curves"], by)
        column.plotly_chart(px.line(curves, x="timeline", y="KM_estimate", color=by), key=f"curves-{by}")


def _rows(store: str) -> Any:  # noqa: ANN401 - what the session keeps has no type
    from analytics.store import Store
    from tests.bench.rows import rows

    st.session_state["rows"] = rows(Store.open(Path(store)).version())
    return st.session_state["rows"]


def _means(found: dict[tuple[str, str], tuple[float, float, float]], keys: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(found.values()), columns=["mean", "low", "high"])
    frame[keys] = list(found)
    return frame


def _curves(found: dict[tuple[str, str], pd.DataFrame], by: str) -> pd.DataFrame:
    joined: pd.DataFrame = pd.concat({key: curve for (one, key), curve in found.items() if one == by}, names=[by])
    return joined.reset_index()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(sys.argv[1])
