"""Which of a report's dates says when a claim happened."""
