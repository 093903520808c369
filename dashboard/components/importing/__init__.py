"""The Import page: what was understood of a file, what it means, what is in the store, and what is published of it."""
