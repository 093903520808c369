"""Panels of the Audit page: who saw what, whether the log can be trusted, and the rules in force."""
