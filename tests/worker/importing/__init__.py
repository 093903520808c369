"""Uploads in a process of their own."""
