"""What a sentence names: places, parties, things, and the parts they play."""
