"""What was done, where, when, by whom, to what and to whom by name."""
