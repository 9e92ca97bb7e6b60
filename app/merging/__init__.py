"""One person, two client numbers: putting the two records together, and taking them apart again."""
