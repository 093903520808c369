"""The page that an analyst writes in an afternoon: six charts by plotly.express, asked of the rows at every change."""

import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analytics.store import Store
from tests.bench.by_pandas import view
from tests.bench.rows import Rows, rows

NAMES = ["mean", "low", "high"]


@st.cache_resource
def _rows(store: str) -> Rows:
    return rows(Store.open(Path(store)).version())


st.set_page_config(layout="wide")
st.title("Engagement and retention")
_HELD = _rows(sys.argv[1])
_GENDER = st.pills("Gender", ["Woman", "Man"], key="filter-gender", selection_mode="multi")
_FOUND = view(_HELD, {"gender": _GENDER[0]} if _GENDER else {})


def _frame(name: str, keys: list[str]) -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples(_FOUND[name], names=keys)
    found: pd.DataFrame = pd.DataFrame(_FOUND[name].values(), columns=NAMES, index=index).reset_index()
    return found


def _curves(by: str) -> pd.DataFrame:
    found = {key: curve for (one, key), curve in _FOUND["curves"].items() if one == by}
    return pd.concat(found, names=[by]).reset_index()


_LEFT, _RIGHT = st.columns(2)
_LEFT.plotly_chart(px.line(_frame("trend", ["arm", "wave"]), x="wave", y="mean", color="arm"), key="trend")
_RIGHT.plotly_chart(
    px.bar(_frame("groups", ["arm", "generation"]), x="generation", y="mean", color="arm", barmode="group"),
    key="groups",
)
_DIFFERENCES = pd.DataFrame(
    _FOUND["by_generation"].values(), columns=["difference", "low", "high", "p"], index=list(_FOUND["by_generation"])
).reset_index()
_LEFT.plotly_chart(px.scatter(_DIFFERENCES, x="difference", y="index"), key="differences")
_BANDS = pd.DataFrame(_FOUND["bands"]).rename(index=str).reset_index().melt("engagement")
_RIGHT.plotly_chart(px.bar(_BANDS, x="value", y="variable", color="engagement"), key="bands")
_LEFT.plotly_chart(px.line(_curves("arm"), x="timeline", y="KM_estimate", color="arm"), key="curves-arm")
_RIGHT.plotly_chart(
    px.line(_curves("generation"), x="timeline", y="KM_estimate", color="generation"), key="curves-generation"
)
