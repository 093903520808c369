"""The least that Streamlit can show: what every page costs that does nothing."""

import streamlit as st

if __name__ == "__main__":
    st.title("Empty")
