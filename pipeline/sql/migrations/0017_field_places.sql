CREATE TABLE field_places (
    record_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4],
    PRIMARY KEY (record_id, field, part)
);
COMMENT ON TABLE field_places IS 'Where single fields of activities and indicators in tables and cards stand on the page, as the record''s own box is that of its title: one row per field and place.';
COMMENT ON COLUMN field_places.record_id IS 'Record: an activity_id or indicator_id.';
COMMENT ON COLUMN field_places.document_id IS 'Document that the record stands in.';
COMMENT ON COLUMN field_places.field IS 'Field: status (words and mark), completion, starts_on, due_on, responsible, collaboration, purpose, contact, comment, fulfilment or trend.';
COMMENT ON COLUMN field_places.part IS 'Number of the place among those of the field, counted from 1: a comment may stand in several.';
COMMENT ON COLUMN field_places.page IS 'Page, counted from 1.';
COMMENT ON COLUMN field_places.bbox IS 'Box of the cell or paragraph on that page: left, top, right, bottom in points from the top left corner.';

ALTER TABLE findings ADD COLUMN other_table_id VARCHAR;
ALTER TABLE findings ADD COLUMN other_page INTEGER;
ALTER TABLE findings ADD COLUMN other_bbox DOUBLE[4];
COMMENT ON COLUMN findings.other_table_id IS 'Table that says otherwise, where the finding is about two.';
COMMENT ON COLUMN findings.other_page IS 'Page, counted from 1, of the place that says otherwise, where the finding is about two places.';
COMMENT ON COLUMN findings.other_bbox IS 'Box of that place: left, top, right, bottom in points from the top left corner.';
COMMENT ON COLUMN indicators.trend IS 'Direction of the printed arrow: up, flat or down, whether that is good or bad; also of an arrow that only assesses, which indicator_progress leaves out.';
