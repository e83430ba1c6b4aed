"""Reading hostile files where they can do no harm: in a child process with limits, whose death is normal."""
