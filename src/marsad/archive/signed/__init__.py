"""What the operator vouches for: the log's key, signed notes, checkpoints."""
