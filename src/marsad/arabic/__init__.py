"""Letters, words, numbers and dates of Arabic; knows no conflict. Sources are immutable, folding is only a key."""
