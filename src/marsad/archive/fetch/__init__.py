"""Asks the public web for pages and feeds: the only room that opens a connection, and only to public addresses."""
