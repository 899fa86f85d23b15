CREATE TABLE document_states (
    purpose VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE document_states IS 'In which state each document was when a step last worked on it, so that a run works only on those that are new or have changed.';
COMMENT ON COLUMN document_states.purpose IS 'The step: checks.';
COMMENT ON COLUMN document_states.document_id IS 'The document that the step worked on.';
COMMENT ON COLUMN document_states.digest IS 'Digest of the document''s line in documents and of the step''s own version; another one has the step work on it anew.';
