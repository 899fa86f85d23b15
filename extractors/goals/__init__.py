"""Goals in text and in tables, their parts, and what stands under each."""
