"""The least that Streamlit can show: what every page costs that does nothing."""

import streamlit as st

st.title("Empty")
