"""Draws a release; computes nothing."""
