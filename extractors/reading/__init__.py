"""From the bytes of a PDF to one ``Document``: pages, lines, tables, headings, and where each word went."""
