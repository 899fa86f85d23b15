ALTER TABLE documents ADD COLUMN superseded_by VARCHAR;
COMMENT ON COLUMN documents.superseded_by IS 'Document that corrects this one and was put in its place; its rows then no longer count in the views. Empty for a document that counts.';
