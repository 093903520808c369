"""Tests of the program tables."""
