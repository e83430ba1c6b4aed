"""Which claims speak of one happening; every disagreement is kept, and people's judgements win."""
