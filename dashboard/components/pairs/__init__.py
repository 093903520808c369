"""Panels of the coordinator's page: the pairs that need somebody, and what is known of each rule."""
