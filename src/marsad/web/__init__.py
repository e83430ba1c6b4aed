"""Pages that a person reads or works on in a browser; nothing in them is fetched from anywhere."""
