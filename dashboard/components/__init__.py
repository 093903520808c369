"""The parts that pages are made of: cards, charts with their tables, explanations and notices."""
