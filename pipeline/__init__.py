"""Files, database and time: ingesting, storing, linking, checking, showing."""
