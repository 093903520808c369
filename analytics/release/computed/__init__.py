"""The published numbers that are no functions of cells: curves, shares, models, comparisons, notes."""
