"""The board pack: what an executive takes away from a release, as PDF, as PowerPoint and as one HTML file."""
