CREATE TABLE link_inputs (
    links VARCHAR NOT NULL,
    municipality_code VARCHAR,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE link_inputs IS 'What the links of each kommun were made from, so that a run makes only those anew whose documents or decisions have changed.';
COMMENT ON COLUMN link_inputs.links IS 'Table of the links: activity_links or decision_links.';
COMMENT ON COLUMN link_inputs.municipality_code IS 'Kommun; empty for documents of no certain kommun.';
COMMENT ON COLUMN link_inputs.digest IS 'Digest of all that the links follow from; another one has them made anew.';
