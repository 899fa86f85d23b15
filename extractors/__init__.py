"""Bytes of a PDF in, typed records out; opens no file, no database, no clock."""
