"""Reading: a report's text to claims. Rules first, by rulebook; pure functions over batches."""
