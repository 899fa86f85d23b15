CREATE TABLE findings (
    document_id VARCHAR NOT NULL,
    check_name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    stated VARCHAR,
    expected VARCHAR,
    table_id VARCHAR,
    label VARCHAR,
    column_text VARCHAR,
    page INTEGER,
    bbox DOUBLE[4]
);
COMMENT ON TABLE findings IS 'Places where a document contradicts itself or could not be read for certain, for a person to look at.';
COMMENT ON COLUMN findings.document_id IS 'Document that the finding is about.';
COMMENT ON COLUMN findings.check_name IS 'Check that made the finding, such as status_count or unreadable_number.';
COMMENT ON COLUMN findings.severity IS 'Weight of the finding: info, warning or error.';
COMMENT ON COLUMN findings.message IS 'What was found, in a sentence.';
COMMENT ON COLUMN findings.stated IS 'What the document states.';
COMMENT ON COLUMN findings.expected IS 'What would have agreed with the rest of the document.';
COMMENT ON COLUMN findings.table_id IS 'Table that the finding is about, if any.';
COMMENT ON COLUMN findings.label IS 'Row, activity or figure that the finding is about.';
COMMENT ON COLUMN findings.column_text IS 'Column that the finding is about, by its header.';
COMMENT ON COLUMN findings.page IS 'Page, counted from 1, to look at.';
COMMENT ON COLUMN findings.bbox IS 'Box to look at on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE activity_links (
    from_activity_id VARCHAR NOT NULL,
    to_activity_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    decision VARCHAR NOT NULL
);
COMMENT ON TABLE activity_links IS 'Pairs of activities in two documents that are, or may be, one and the same.';
COMMENT ON COLUMN activity_links.from_activity_id IS 'Activity in the earlier document.';
COMMENT ON COLUMN activity_links.to_activity_id IS 'Activity in the later document.';
COMMENT ON COLUMN activity_links.score IS 'Likeness of the two, from 0 (nothing in common) to 100 (identical).';
COMMENT ON COLUMN activity_links.decision IS 'Standing of the pair: auto (accepted by score), review (waits for a person), confirmed or rejected (by a person).';

CREATE TABLE activity_tracks (
    track_id VARCHAR NOT NULL,
    activity_id VARCHAR NOT NULL UNIQUE
);
COMMENT ON TABLE activity_tracks IS 'Activities followed through all their documents: rows with the same track_id are one real activity.';
COMMENT ON COLUMN activity_tracks.track_id IS 'Identifier of the real activity.';
COMMENT ON COLUMN activity_tracks.activity_id IS 'Activity in one document; belongs to one track only.';

CREATE TABLE ingest_log (
    run_id VARCHAR NOT NULL,
    source_uri VARCHAR NOT NULL,
    sha256 VARCHAR,
    document_id VARCHAR,
    outcome VARCHAR NOT NULL,
    error VARCHAR,
    seconds DOUBLE,
    started_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE ingest_log IS 'Attempts to read files, failed ones included, one row per run and file.';
COMMENT ON COLUMN ingest_log.run_id IS 'Identifier of the run, shared by all its files.';
COMMENT ON COLUMN ingest_log.source_uri IS 'Address of the file.';
COMMENT ON COLUMN ingest_log.sha256 IS 'SHA-256 checksum of the file; empty where its bytes could not be had.';
COMMENT ON COLUMN ingest_log.document_id IS 'Document that the file gave or equals; empty for a failed attempt.';
COMMENT ON COLUMN ingest_log.outcome IS 'Result: ingested (new), unchanged (already stored), replaced (read again by another parser version) or failed.';
COMMENT ON COLUMN ingest_log.error IS 'Cause and remedy of a failed attempt; empty otherwise.';
COMMENT ON COLUMN ingest_log.seconds IS 'Time spent on the file, in seconds.';
COMMENT ON COLUMN ingest_log.started_at IS 'When the attempt began, in UTC.';

CREATE TABLE status_phrases (
    status VARCHAR NOT NULL,
    phrase VARCHAR PRIMARY KEY
);
COMMENT ON TABLE status_phrases IS 'Phrases in running text that tell a status, used to compare comments with the printed status.';
COMMENT ON COLUMN status_phrases.status IS 'Status that the phrase tells, as in activities.status.';
COMMENT ON COLUMN status_phrases.phrase IS 'Phrase in Swedish, in small letters.';
