"""What a stretch of the document is."""
