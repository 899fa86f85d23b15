-- What each printed sum may be the sum of, with what comes out in each column. ``chosen`` is the reading that holds in
-- most columns; it is proven where at least three amounts other than zero add up by it.
CREATE OR REPLACE TEMP TABLE audit_sums AS
WITH lines AS (
    SELECT DISTINCT a.document_id, a.table_id, a.section, a.row, a.label, a.kind, d.row IS NOT NULL AS is_detail
    FROM audit_amounts AS a
    LEFT JOIN audit_details AS d USING (document_id, table_id, row, label)
),

totals AS (
    SELECT
        t.*,
        coalesce(max(p.row) FILTER (p.section IS NOT DISTINCT FROM t.section), -1) AS after_row,
        coalesce(max(p.row) FILTER (p.section IS NOT DISTINCT FROM t.section AND p.kind = 'total'), -1) AS after_total,
        max(p.row) FILTER (p.kind = 'total') AS last_total
    FROM lines AS t
    LEFT JOIN lines AS p ON p.table_id = t.table_id AND p.kind IN ('subtotal', 'total') AND p.row < t.row
    WHERE t.kind IN ('subtotal', 'total')
    GROUP BY ALL
),

parts AS (
    SELECT
        *,
        min(row) FILTER (kind = 'subtotal') OVER (
            PARTITION BY table_id, section ORDER BY row RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_subtotal
    FROM lines
),

before AS (
    SELECT
        t.table_id, t.row, t.label, t.kind, t.after_row, t.after_total, t.last_total, l.row AS part_row,
        l.label AS part_label, l.kind AS part_kind, l.is_detail, l.section IS NOT DISTINCT FROM t.section AS same_section,
        coalesce(l.next_subtotal < t.row, false) AS in_subtotal
    FROM totals AS t
    JOIN parts AS l ON l.table_id = t.table_id AND l.row < t.row AND l.kind <> 'part'
),

readings AS (
    SELECT 1 AS rank, 'lines' AS reading, * FROM before
    WHERE same_section AND part_kind = 'line' AND part_row > after_row AND NOT is_detail
    UNION ALL
    SELECT 2, 'lines and details', * FROM before WHERE same_section AND part_kind = 'line' AND part_row > after_row
    UNION ALL
    SELECT 3, 'subtotals', * FROM before
    WHERE kind = 'total' AND same_section AND part_row > after_total AND NOT is_detail
        AND (part_kind = 'subtotal' OR (part_kind = 'line' AND NOT in_subtotal))
    UNION ALL
    SELECT 4, 'rows', * FROM before
    WHERE kind = 'total' AND same_section AND part_kind = 'line' AND part_row > after_total AND NOT is_detail
    UNION ALL
    SELECT 5, 'totals', * FROM before
    WHERE kind = 'total' AND NOT is_detail AND (part_kind = 'total' OR (part_kind = 'line' AND part_row > last_total))
    UNION ALL
    SELECT 6, 'table', * FROM before WHERE kind = 'total' AND part_kind = 'line' AND NOT is_detail
    UNION ALL
    SELECT 7, 'lines from ' || s.part_row, b.*
    FROM before AS b
    JOIN before AS s ON s.table_id = b.table_id AND s.row = b.row AND s.label = b.label
    WHERE b.same_section AND b.part_kind = 'line' AND b.part_row > b.after_row AND NOT b.is_detail
        AND s.same_section AND s.part_kind = 'line' AND s.part_row > s.after_row AND s.part_row <= b.part_row
),

summed AS (
    SELECT
        r.table_id, r.row, r.label, t.column_text, r.rank, r.reading,
        coalesce(sum(p.value), 0) AS expected,
        count_if(p.value <> 0) AS summands,
        count(DISTINCT r.part_row) AS lines,
        min(r.part_row) AS first_part,
        count_if(p.amount_text IS NOT NULL AND p.value IS NULL) AS unreadable,
        coalesce(bool_and(p.verified), true) AS parts_verified,
        greatest(max(t.step), max(p.step)) AS step,
        -- numbers that end in zero are exact where they are many: they can't have come about by rounding
        CASE
            WHEN count_if(p.value % (10 * p.step) = 0 AND p.value <> 0) > 0.3 * count_if(p.value <> 0)
                THEN count_if(p.value % (10 * p.step) <> 0)
            ELSE count_if(p.value <> 0 OR p.decimals > 0)
        END AS rounded
    FROM readings AS r
    JOIN audit_amounts AS t ON t.table_id = r.table_id AND t.row = r.row AND t.label = r.label AND t.value IS NOT NULL
    LEFT JOIN audit_amounts AS p
        ON p.table_id = r.table_id AND p.row = r.part_row AND p.label = r.part_label AND p.column_text = t.column_text
    GROUP BY ALL
),

computed AS (
    SELECT
        t.document_id, t.table_id, t.statement, t.section, t.row, t.label, t.shown_label, s.rank, s.reading,
        t.column_text, t.amount_text, t.value AS stated, t.decimals, t.page, t.bbox, t.verified AS own_verified,
        s.expected, s.summands, s.lines, s.first_part, s.unreadable, s.parts_verified, s.step, s.rounded
    FROM summed AS s
    JOIN audit_amounts AS t USING (table_id, row, label, column_text)
),

compared AS (
    -- a sum of rounded numbers is off by more than 2.5 standard deviations (one is step * sqrt(n / 12)) once in eighty
    SELECT
        *,
        unreadable = 0 AND abs(stated - expected) <= step * greatest(1, floor(2.5 * sqrt((rounded + 1) / 12))) AS holds
    FROM computed
),

weighed AS (
    SELECT
        *,
        count_if(holds AND stated <> 0) OVER reading AS columns_held,
        coalesce(sum(summands) FILTER (holds AND stated <> 0) OVER reading, 0) AS evidence
    FROM compared
    WINDOW reading AS (PARTITION BY table_id, row, label, reading)
)

SELECT
    *,
    own_verified AND parts_verified AS verified,
    swedish_number(expected, decimals) AS expected_text,
    reading = first_value(reading) OVER (
        PARTITION BY table_id, row, label ORDER BY columns_held DESC, evidence >= 3 DESC, rank, lines DESC, reading
    ) AS chosen,
    evidence >= 3 AS proven
FROM weighed
