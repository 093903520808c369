"""Everything that computes: imports, store, engine, measures, statistics, releases. Knows nothing of screens."""
