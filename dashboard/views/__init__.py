"""The pages, one file each: the question, the data, the pictures."""
