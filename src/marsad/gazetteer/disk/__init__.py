"""Indexes of places on disk, for more names than memory should hold.

`form` says what each byte is, `index` asks an open file, `shelf` several behind what is in memory; `build` writes one.
"""
