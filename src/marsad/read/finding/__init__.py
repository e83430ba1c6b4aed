"""The learned second reader: it weighs what the rules found, and what they missed, by all of a report's words."""
