"""From the bytes of an export to clean tables: what a file holds, what was dropped, and what each question means."""
