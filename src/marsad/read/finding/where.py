"""Where on a page a token stands."""

from marsad.read.draft import Page


def sentence_of(page: Page) -> list[int]:
    """The number of each token's sentence; tokens between sentences belong to the one before."""
    found = [0] * len(page.tokens)
    for number, (start, end) in enumerate(page.sentences):
        found[start:end] = [number] * (end - start)
    return found
