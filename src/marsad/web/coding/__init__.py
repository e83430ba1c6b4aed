"""The page in which a person codes reports by selecting their words, and the small server behind it."""
