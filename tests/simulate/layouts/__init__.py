"""Tests of the survey layouts."""
