"""The casualty ledger's named rules, one file each: from what every independent voice says to a range."""
