"""Files that somebody has uploaded, understood, rehearsed and committed in a process that holds nothing else."""
