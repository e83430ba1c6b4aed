"""The rule engine: lexicons spell things, patterns name them, scopes wrap them; knows no Arabic word, no conflict."""
