ALTER TABLE page_ledger ADD COLUMN hidden INTEGER DEFAULT 0;
ALTER TABLE page_ledger ALTER COLUMN hidden SET NOT NULL;
COMMENT ON COLUMN page_ledger.words IS 'Number of words that can be seen on the page; in_tables, in_text, in_furniture and unassigned add up to this.';
COMMENT ON COLUMN page_ledger.hidden IS 'Further words that nobody can see: outside the page, under a filled area or in invisible text; they are in no other table.';
