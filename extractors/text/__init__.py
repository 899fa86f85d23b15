"""Words to lines, paragraphs, headings, page furniture."""
