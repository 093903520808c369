"""Pure functions of aggregates. Nothing here sees a row, a file or a database."""
