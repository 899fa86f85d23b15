"""Which kommun, board, type, date: by the words of the document."""
