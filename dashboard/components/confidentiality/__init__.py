"""Panels of the page that says what is protected, against whom, and what is not."""
