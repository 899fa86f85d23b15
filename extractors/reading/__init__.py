"""From the bytes of a PDF to one ``Document``: pages, lines, tables, headings, and the ledger of where each word went."""
