"""Records into the JSON of Jenkins's API: pure functions from what is known to what is told."""
