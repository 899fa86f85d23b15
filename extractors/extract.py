"""The way from a PDF's bytes to all its records: the plain tuple of extractors, and the parser version."""

from __future__ import annotations

PARSER_VERSION = "1"
