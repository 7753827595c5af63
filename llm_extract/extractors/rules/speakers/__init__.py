"""Who says it: frames, quotations, credits, and how far a speaker's word reaches."""
