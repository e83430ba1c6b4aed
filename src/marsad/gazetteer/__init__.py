"""Places and parties: names to ids, hierarchy, points; what an analyst's packs in `knowledge/` say, ready for look-up.

`index.load_gazetteer()` gives the immutable index of places, `resolve.Resolver` puts a name in its context on the
map, `ancestry.Ancestry` says what lies inside what, `parties.load_parties()` gives armed actors and sources by their
aliases, `knowledge.knowledge_digest()` one digest over all packs in use.
"""
