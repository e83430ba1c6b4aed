"""Takes anything in, seals the bytes, logs what was done, and says whether it is all still there."""
