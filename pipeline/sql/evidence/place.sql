-- Where the record stands that an id names: on which page, in which box, and, for what is part of a table, the box of the
-- table on that page. A row of a table that a page break cut is shown where it begins. A field of a record stands behind
-- the record's id and a point.
WITH records AS (
    SELECT goal_id AS id, 'goal' AS kind, text, document_id, page, bbox FROM goals
    UNION ALL
    SELECT activity_id, 'activity', title, document_id, page, bbox FROM activities
    UNION ALL
    SELECT indicator_id, 'indicator', name, document_id, page, bbox FROM indicators
    UNION ALL
    SELECT assignment_id, 'assignment', title, document_id, page, bbox FROM assignments
    UNION ALL
    SELECT decision_id, 'decision', coalesce(title, text), document_id, page, bbox FROM decisions
    UNION ALL
    SELECT step_id, 'step', concat_ws(' ', body, on_date, paragraph, title), document_id, page, bbox FROM matter_steps
    UNION ALL
    SELECT section_id, 'section', heading, document_id, page, bbox FROM sections
    UNION ALL
    SELECT table_id, 'table', caption, document_id, page, bbox FROM tables
    UNION ALL
    SELECT record_id || '.' || field, field, NULL, document_id, page, bbox FROM field_places WHERE part = 1
    UNION ALL
    SELECT document_id, 'document', title, document_id, 1, NULL FROM documents
    UNION ALL
    SELECT document_id || '-p' || page, 'page', NULL, document_id, page, NULL FROM page_ledger
),

cells_of_table AS (
    SELECT c.*, t.document_id AS of_document, t.page AS table_page, t.bbox AS table_box
    FROM cells AS c
    JOIN tables AS t USING (table_id)
    WHERE starts_with($id, c.table_id || '-r')
),

parts AS (
    SELECT table_id || '-r' || "row" || 'c' || col AS id, 'cell' AS kind, text, of_document, page, bbox, table_page, table_box
    FROM cells_of_table
    UNION ALL
    SELECT
        table_id || '-r' || "row",
        'row',
        string_agg(text, ' · ' ORDER BY col),
        any_value(of_document),
        page,
        [min(bbox[1]), min(bbox[2]), max(bbox[3]), max(bbox[4])]::DOUBLE[4],
        any_value(table_page),
        any_value(table_box)
    FROM cells_of_table
    GROUP BY table_id, "row", page
)

SELECT kind, text, document_id, page, bbox, NULL AS table_box FROM records WHERE id = $id
UNION ALL
SELECT kind, text, of_document, page, bbox, CASE WHEN table_page = page THEN table_box END
FROM parts
WHERE id = $id
ORDER BY page
LIMIT 1
