"""How many people, what befell them, and of which count they are a part."""
