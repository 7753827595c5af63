"""Who came to harm: counts of people, what befell them, and which figures are refused."""
