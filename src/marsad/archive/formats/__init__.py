"""Readers of formats, one file each: `marsad.archive.format` says what they give, `readers` which there are."""
