ALTER TABLE findings ADD COLUMN word VARCHAR;
ALTER TABLE findings ADD COLUMN vocabulary VARCHAR;
COMMENT ON COLUMN findings.word IS 'Printed word that the program gives no meaning, where the finding is about one.';
COMMENT ON COLUMN findings.vocabulary IS 'Vocabulary file in which a line would give that word a meaning.';
ALTER TABLE documents ADD COLUMN identity_source VARCHAR DEFAULT 'read';
ALTER TABLE documents ADD COLUMN stated_identity VARCHAR;
COMMENT ON COLUMN documents.identity_source IS 'Where kommun, board, type, year and period come from: read (from the document) or documents.csv (some stated by a person).';
COMMENT ON COLUMN documents.stated_identity IS 'What a person stated in documents.csv, as field=value; empty where all was read.';
