"""The Publish page: drafts, what they hold back and why, which tables are wanted, and what has become of releases."""
