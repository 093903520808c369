"""What leaves the product as a document: plans before a pilot, reports after it."""
