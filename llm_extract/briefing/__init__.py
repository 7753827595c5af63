"""The briefing: planned from the consensus, worded, checked, cited."""
