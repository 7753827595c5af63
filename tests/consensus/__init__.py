"""What the linking and the merging of reports must hold to."""
