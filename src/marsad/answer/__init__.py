"""From claims alone: counts with ranges, control over time, briefs, and why each of them says what it says."""
