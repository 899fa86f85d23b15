-- Printed sums against their lines, and lines against the details below them. A warning where the reading of the sum is
-- proven in the table and the column adds up elsewhere or nearly; the difference that rounding can make is an info.
WITH sums AS (
    SELECT
        *,
        bool_or(chosen AND proven AND holds AND stated <> 0) OVER (PARTITION BY table_id, column_text) AS adds_up_elsewhere,
        abs(stated - expected) <= 0.05 * abs(stated) AS is_near
    FROM audit_sums
),

wrong AS (
    SELECT
        document_id, table_id, shown_label, column_text, amount_text, expected_text, page, bbox,
        NOT holds AND verified AND (
            (proven AND (adds_up_elsewhere OR is_near)) OR (summands >= 4 AND abs(stated - expected) <= 0.02 * abs(stated))
        ) AS is_certain
    FROM sums AS s
    WHERE chosen AND unreadable = 0 AND stated <> expected AND summands >= 1 AND (proven OR is_near)
        AND NOT EXISTS (
            SELECT 1 FROM audit_nets AS n
            WHERE n.table_id = s.table_id AND n.shown_label = s.shown_label AND n.column_text = s.column_text
        )
),

parents AS (
    SELECT
        p.document_id, p.table_id, p.shown_label, p.section, p.row, p.column_text, p.amount_text, p.value AS stated,
        sum(d.value) AS expected, p.decimals, p.page, p.bbox, bool_and(p.verified AND d.verified) AS verified
    FROM audit_details AS x
    JOIN audit_amounts AS p ON p.table_id = x.table_id AND p.row = x.parent_row AND p.label = x.parent_label
    JOIN audit_amounts AS d
        ON d.table_id = x.table_id AND d.row = x.row AND d.label = x.label AND d.column_text = p.column_text
    WHERE p.value IS NOT NULL
    GROUP BY ALL
    HAVING sum(d.value) <> p.value AND count(*) = count(d.value)
),

detailed AS (
    -- certain where the table's sum holds with the details in the place of their line
    SELECT
        p.document_id, p.table_id, p.shown_label, p.column_text, p.amount_text,
        swedish_number(p.expected, p.decimals) AS expected_text, p.page, p.bbox,
        p.verified AND abs(s.stated - (s.expected - p.stated + p.expected)) <= s.step AS is_certain
    FROM parents AS p
    JOIN audit_sums AS s
        ON s.table_id = p.table_id AND s.section IS NOT DISTINCT FROM p.section AND s.column_text = p.column_text
        AND s.row > p.row AND s.chosen AND s.reading <> 'lines and details'
    QUALIFY row_number() OVER (PARTITION BY p.table_id, p.row, p.column_text ORDER BY s.row) = 1
)

SELECT
    document_id,
    CASE WHEN is_certain THEN 'warning' ELSE 'info' END AS severity,
    format('The lines add up to {}, the table has {}', expected_text, amount_text) AS message,
    amount_text AS stated,
    expected_text AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox
FROM (FROM wrong UNION ALL FROM detailed)
