"""The document that an extractor may see: tables, sections, furniture, and where each word went."""
