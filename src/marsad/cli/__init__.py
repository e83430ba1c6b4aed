"""The commands: one file a verb; each parses flags, calls the pipeline and prints a stream."""
