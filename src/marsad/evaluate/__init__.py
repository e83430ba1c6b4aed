"""How far two readings of the same reports agree: a person's and Marsad's, or two persons'."""
