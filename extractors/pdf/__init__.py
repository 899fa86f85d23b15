"""Bytes of a PDF to pages of words, rulings, fills, pictures and tags; the only door to pdfium and OCR."""
