"""Who says it, who denies it: speakers, quotations, and how far what is said reaches."""
