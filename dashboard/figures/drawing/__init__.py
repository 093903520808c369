"""Figures as pictures: the part of Plotly's language that our figures speak, drawn without a browser."""
