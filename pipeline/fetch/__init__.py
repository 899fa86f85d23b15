"""Fetching: what kommuner have published since the last time, from their pages into the folder that ingest reads."""
