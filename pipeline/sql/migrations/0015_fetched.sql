CREATE TABLE fetched (
    manifest_uri VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    body VARCHAR,
    meeting_date DATE,
    role VARCHAR NOT NULL,
    item VARCHAR,
    registration_number VARCHAR,
    title VARCHAR,
    listing_url VARCHAR NOT NULL,
    meeting VARCHAR,
    page_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    file_name VARCHAR,
    sha256 VARCHAR,
    previous_sha256 VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    first_seen TIMESTAMP NOT NULL,
    fetched_at TIMESTAMP,
    checked_at TIMESTAMP,
    gone_at TIMESTAMP,
    outcome VARCHAR NOT NULL,
    error VARCHAR,
    tries INTEGER NOT NULL
);
COMMENT ON TABLE fetched IS 'The manifests (fetched.csv) beside the documents: where each file was published and what came of fetching it, one row per address. Times in UTC.';
COMMENT ON COLUMN fetched.manifest_uri IS 'The manifest that has the line.';
COMMENT ON COLUMN fetched.source_key IS 'Twelve hexadecimal digits that are the same for a file each time its listing is read; kommunplan fetch --forget takes it.';
COMMENT ON COLUMN fetched.municipality IS 'Kommun on whose pages it was published.';
COMMENT ON COLUMN fetched.body IS 'Body under which it was published.';
COMMENT ON COLUMN fetched.meeting_date IS 'Day of the meeting that it was published under.';
COMMENT ON COLUMN fetched.role IS 'What it was published as: protokoll, kallelse, bilaga or dokument (of no certain meeting).';
COMMENT ON COLUMN fetched.item IS 'Item of the agenda that it was published under.';
COMMENT ON COLUMN fetched.registration_number IS 'Diarienummer in its title or item, as printed there.';
COMMENT ON COLUMN fetched.title IS 'Words of the link to it.';
COMMENT ON COLUMN fetched.listing_url IS 'Start address of the source that lists it.';
COMMENT ON COLUMN fetched.meeting IS 'What tells the meeting from others of the body, two on one day too.';
COMMENT ON COLUMN fetched.page_url IS 'Page with the link to it.';
COMMENT ON COLUMN fetched.url IS 'Address of the file.';
COMMENT ON COLUMN fetched.file_name IS 'File, relative to the manifest''s folder; empty where there is none (any more).';
COMMENT ON COLUMN fetched.sha256 IS 'SHA-256 of the content last fetched, as in documents.sha256.';
COMMENT ON COLUMN fetched.previous_sha256 IS 'SHA-256 of the content before, where it was replaced.';
COMMENT ON COLUMN fetched.etag IS 'ETag with which it was answered.';
COMMENT ON COLUMN fetched.last_modified IS 'Last-Modified with which it was answered.';
COMMENT ON COLUMN fetched.first_seen IS 'When a listing first had it.';
COMMENT ON COLUMN fetched.fetched_at IS 'When its present content was fetched.';
COMMENT ON COLUMN fetched.checked_at IS 'When its address was last asked.';
COMMENT ON COLUMN fetched.gone_at IS 'When a listing no longer had it; the file stays.';
COMMENT ON COLUMN fetched.outcome IS 'fetched, failed (error says why), replaced (by another address of the same meeting) or forgotten (deleted by a person, never fetched again).';
COMMENT ON COLUMN fetched.error IS 'Why it failed last.';
COMMENT ON COLUMN fetched.tries IS 'Runs in which it has failed since it was last fetched.';

ALTER TABLE documents ADD COLUMN published_uri VARCHAR;
ALTER TABLE documents ADD COLUMN published_on_page VARCHAR;
COMMENT ON COLUMN documents.published_uri IS 'Address that the file was fetched from; empty where no manifest knows it.';
COMMENT ON COLUMN documents.published_on_page IS 'Page that linked it.';
COMMENT ON COLUMN documents.identity_source IS 'Where kommun, board, type, year and period come from: read (from the document), folder (the kommun from the folder''s other documents, the rest read), fetched.csv (the manifest: kommun where the document names none, board and type of minutes) or documents.csv (some stated by a person); the last two may stand together.';
COMMENT ON COLUMN documents.stated_identity IS 'What a person states in documents.csv and the manifest fetched.csv tells, as field=value; empty where neither says anything.';
