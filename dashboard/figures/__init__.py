"""Figures: findings in, plain Plotly dictionaries out. Nothing here knows a screen."""
