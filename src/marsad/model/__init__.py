"""The nouns: report, claim, count, place, period, event, judgement, answer. Frozen, and free of behaviour."""
