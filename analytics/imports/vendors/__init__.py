"""One module for each survey tool: how to know its exports, what its columns are called, which rows are not answers."""
