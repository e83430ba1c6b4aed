"""Training the finder on reports that people coded; needs the extra `train`."""
