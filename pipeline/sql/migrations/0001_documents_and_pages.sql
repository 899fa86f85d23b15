CREATE TABLE schema_version (
    version INTEGER PRIMARY KEY,
    migration VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_version IS 'Steps by which this database reached its present shape, one row per step.';
COMMENT ON COLUMN schema_version.version IS 'Number of the step; the highest one is the version of the database.';
COMMENT ON COLUMN schema_version.migration IS 'Name of the SQL file that made the step.';
COMMENT ON COLUMN schema_version.applied_at IS 'When the step was made, in UTC.';

CREATE TABLE municipalities (
    municipality_code VARCHAR PRIMARY KEY,
    municipality VARCHAR NOT NULL,
    county_code VARCHAR NOT NULL,
    county VARCHAR NOT NULL,
    population INTEGER NOT NULL,
    population_source VARCHAR NOT NULL
);
COMMENT ON TABLE municipalities IS 'The 290 Swedish municipalities (kommuner), with or without documents here.';
COMMENT ON COLUMN municipalities.municipality_code IS 'Official municipality code of Statistics Sweden (SCB): four digits, leading zero kept.';
COMMENT ON COLUMN municipalities.municipality IS 'Name of the municipality, without the word kommun.';
COMMENT ON COLUMN municipalities.county_code IS 'Official county (län) code of Statistics Sweden: two digits, the first two of the municipality code.';
COMMENT ON COLUMN municipalities.county IS 'Name of the county, with the word län.';
COMMENT ON COLUMN municipalities.population IS 'Registered inhabitants at the date that population_source gives.';
COMMENT ON COLUMN municipalities.population_source IS 'Publisher and date of the population figure.';

CREATE TABLE documents (
    document_id VARCHAR PRIMARY KEY,
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    source_uri VARCHAR NOT NULL,
    municipality_code VARCHAR,
    committee VARCHAR,
    document_type VARCHAR NOT NULL,
    title VARCHAR,
    year INTEGER,
    year_to INTEGER,
    period VARCHAR,
    period_start DATE,
    period_end DATE,
    registration_number VARCHAR,
    pages INTEGER NOT NULL,
    text_source VARCHAR NOT NULL,
    tagged BOOLEAN NOT NULL,
    parser_version VARCHAR NOT NULL,
    ingested_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE documents IS 'Documents that have been read, one row per distinct content: a file found at two places is one document.';
COMMENT ON COLUMN documents.document_id IS 'Identifier of the document: the first 16 hexadecimal digits of sha256.';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 checksum of the file, 64 hexadecimal digits.';
COMMENT ON COLUMN documents.file_name IS 'Name of the file without its folders.';
COMMENT ON COLUMN documents.source_uri IS 'Address that the file was read from; a local file has a file: address.';
COMMENT ON COLUMN documents.municipality_code IS 'Municipality that issued the document; empty where the document does not say it for certain.';
COMMENT ON COLUMN documents.committee IS 'Board or committee (nämnd) whose document it is; empty for one of the whole municipality or of several boards.';
COMMENT ON COLUMN documents.document_type IS 'Type of document: verksamhetsplan, uppföljning, delårsrapport, årsredovisning, mål och budget, protokoll, uppdragsbeskrivning or okänd (not recognised).';
COMMENT ON COLUMN documents.title IS 'Title as printed.';
COMMENT ON COLUMN documents.year IS 'First calendar year that the plan or report covers; for a protocol or form the year of its date.';
COMMENT ON COLUMN documents.year_to IS 'Last calendar year covered; equals year for a document of one year.';
COMMENT ON COLUMN documents.period IS 'Part of the year reported on: T1, T2 or T3 (thirds of a year), helår (full year), or plan for a document that looks ahead.';
COMMENT ON COLUMN documents.period_start IS 'First day covered.';
COMMENT ON COLUMN documents.period_end IS 'Last day covered.';
COMMENT ON COLUMN documents.registration_number IS 'Number in the public register of the authority (diarienummer), as printed.';
COMMENT ON COLUMN documents.pages IS 'Number of pages.';
COMMENT ON COLUMN documents.text_source IS 'Where the words come from: embedded (text in the file) or ocr (recognised from images).';
COMMENT ON COLUMN documents.tagged IS 'Whether the PDF holds a structure tree (tagged PDF), which serves as a second reading.';
COMMENT ON COLUMN documents.parser_version IS 'Version of the reading program that made the rows of this document.';
COMMENT ON COLUMN documents.ingested_at IS 'When the rows were stored, in UTC.';

CREATE TABLE sections (
    section_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    parent_id VARCHAR,
    number VARCHAR,
    heading VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    text VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE sections IS 'Headings of each document as a tree, with the running text under each.';
COMMENT ON COLUMN sections.section_id IS 'Identifier of the section.';
COMMENT ON COLUMN sections.document_id IS 'Document that the section belongs to.';
COMMENT ON COLUMN sections.parent_id IS 'Section that this one is part of; empty at the top of the tree.';
COMMENT ON COLUMN sections.number IS 'Printed section number, such as 2.1.1; empty for an unnumbered heading.';
COMMENT ON COLUMN sections.heading IS 'Words of the heading without the number; empty text for what stands before the first heading.';
COMMENT ON COLUMN sections.level IS 'Depth in the tree: 1 for a main heading, 0 for what stands before the first heading.';
COMMENT ON COLUMN sections.text IS 'Paragraphs right under the heading, before any further heading, separated by line breaks.';
COMMENT ON COLUMN sections.page IS 'Page, counted from 1, where the heading stands.';
COMMENT ON COLUMN sections.bbox IS 'Box of the heading on that page: left, top, right, bottom in points (1/72 inch) from the top left corner.';

CREATE TABLE tables (
    table_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    section_id VARCHAR,
    caption VARCHAR,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    page_to INTEGER NOT NULL,
    bbox DOUBLE[4],
    n_rows INTEGER NOT NULL,
    n_columns INTEGER NOT NULL
);
COMMENT ON TABLE tables IS 'All tables found in the documents, understood or not; a table that continues over pages is one row.';
COMMENT ON COLUMN tables.table_id IS 'Identifier of the table.';
COMMENT ON COLUMN tables.document_id IS 'Document that the table belongs to.';
COMMENT ON COLUMN tables.section_id IS 'Section that the table stands in.';
COMMENT ON COLUMN tables.caption IS 'Caption or heading printed right at the table.';
COMMENT ON COLUMN tables.kind IS 'What the rows are: activities, indicators, budget, assignments, surveys, followups or unknown.';
COMMENT ON COLUMN tables.source IS 'How the table was found: rulings (as drawn), structure (tags of the PDF) or both.';
COMMENT ON COLUMN tables.page IS 'Page, counted from 1, where the table begins.';
COMMENT ON COLUMN tables.page_to IS 'Page, counted from 1, where the table ends.';
COMMENT ON COLUMN tables.bbox IS 'Box of the table on its first page: left, top, right, bottom in points from the top left corner.';
COMMENT ON COLUMN tables.n_rows IS 'Number of rows after the parts on different pages are joined, header rows included once.';
COMMENT ON COLUMN tables.n_columns IS 'Number of columns.';

CREATE TABLE cells (
    document_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    col INTEGER NOT NULL,
    row_span INTEGER NOT NULL,
    col_span INTEGER NOT NULL,
    is_header BOOLEAN NOT NULL,
    text VARCHAR,
    fill VARCHAR,
    symbol VARCHAR,
    evidence VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE cells IS 'Contents of all tables, one row per cell; a merged cell is one row at its top left place.';
COMMENT ON COLUMN cells.document_id IS 'Document that the cell belongs to.';
COMMENT ON COLUMN cells.table_id IS 'Table that the cell belongs to.';
COMMENT ON COLUMN cells.row IS 'Row in the joined table, counted from 0.';
COMMENT ON COLUMN cells.col IS 'Column in the joined table, counted from 0.';
COMMENT ON COLUMN cells.row_span IS 'Number of rows that the cell covers; 1 for an ordinary cell.';
COMMENT ON COLUMN cells.col_span IS 'Number of columns that the cell covers; 1 for an ordinary cell.';
COMMENT ON COLUMN cells.is_header IS 'Whether the cell is part of the header of the table.';
COMMENT ON COLUMN cells.text IS 'Words in the cell; empty for a blank cell or one that only holds a dash.';
COMMENT ON COLUMN cells.fill IS 'Background colour as #rrggbb; empty for none.';
COMMENT ON COLUMN cells.symbol IS 'Colour, as #rrggbb, of a picture, dot, arrow or coloured letter in the cell; empty for none.';
COMMENT ON COLUMN cells.evidence IS 'Which readings show the cell with this text: rulings, structure, both, or conflict where they differ.';
COMMENT ON COLUMN cells.page IS 'Page, counted from 1, where the cell begins.';
COMMENT ON COLUMN cells.bbox IS 'Box of the cell on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE page_ledger (
    document_id VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    words INTEGER NOT NULL,
    in_tables INTEGER NOT NULL,
    in_text INTEGER NOT NULL,
    in_furniture INTEGER NOT NULL,
    unassigned INTEGER NOT NULL,
    reader VARCHAR NOT NULL,
    reader_reason VARCHAR,
    text_source VARCHAR NOT NULL,
    PRIMARY KEY (document_id, page)
);
COMMENT ON TABLE page_ledger IS 'Account of the words on each page: how many were read as what, and how many were left over.';
COMMENT ON COLUMN page_ledger.document_id IS 'Document that the page belongs to.';
COMMENT ON COLUMN page_ledger.page IS 'Page, counted from 1.';
COMMENT ON COLUMN page_ledger.words IS 'Number of words on the page; the four columns after it add up to this.';
COMMENT ON COLUMN page_ledger.in_tables IS 'Words in cells of tables.';
COMMENT ON COLUMN page_ledger.in_text IS 'Words in headings and running text.';
COMMENT ON COLUMN page_ledger.in_furniture IS 'Words in page headers and footers, page numbers, repeated table headers and tables of contents.';
COMMENT ON COLUMN page_ledger.unassigned IS 'Words that found no place in a table, a text or the page furniture.';
COMMENT ON COLUMN page_ledger.reader IS 'Program that read the page as drawn.';
COMMENT ON COLUMN page_ledger.reader_reason IS 'Why the page needed another reader than the usual one; empty otherwise.';
COMMENT ON COLUMN page_ledger.text_source IS 'Origin of the words of the page: embedded, or ocr for the text layer of a scan.';

CREATE TABLE footnotes (
    document_id VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE footnotes IS 'Notes at the foot of pages; the marks that point to them are left out of all other text.';
COMMENT ON COLUMN footnotes.document_id IS 'Document that the note stands in.';
COMMENT ON COLUMN footnotes.mark IS 'Mark that the note begins with, as printed; empty where the first line of the foot has none.';
COMMENT ON COLUMN footnotes.text IS 'Text of the note without its mark.';
COMMENT ON COLUMN footnotes.page IS 'Page, counted from 1, at whose foot the note stands.';
COMMENT ON COLUMN footnotes.bbox IS 'Box of the note on that page: left, top, right, bottom in points from the top left corner.';
