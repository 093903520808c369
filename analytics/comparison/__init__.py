"""The pilot comparison: who is compared, how alike they were, how far apart they are, and what may be said of it."""
