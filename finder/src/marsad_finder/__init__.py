"""The files of Marsad's finder: three graphs, a vocabulary and a card (see docs/finder.md)."""
