-- Each variance and each amount after a change with what the other columns of its line give, by the convention that most
-- lines of the list follow, else by the document's, which is not ``certain``; ``kind`` is variance or change.
CREATE OR REPLACE TEMP TABLE audit_identities AS
WITH changes AS (
    -- several changes in a line work together
    SELECT
        table_id, row, label, sum(value) AS value, bool_and(verified) AS verified,
        bool_or(value % (10 * step) <> 0) AS rounded, string_agg(column_text, ' plus ' ORDER BY column_text) AS column_text
    FROM audit_amounts
    WHERE measure = 'change'
    GROUP BY ALL
    HAVING count(*) > 1 AND count(*) = count(value)
    UNION ALL
    SELECT table_id, row, label, value, verified, value % (10 * step) <> 0, column_text
    FROM audit_amounts
    WHERE measure = 'change'
),

triples AS (
    SELECT
        'variance' AS kind, r AS result, a.column_text AS first_column, b.column_text AS second_column,
        a.measure AS first_measure, a.value - b.value AS difference, s.sign, 0::DECIMAL(24, 4) AS base,
        a.verified AND b.verified AS parts_verified,
        a.value % (10 * a.step) <> 0 AS first_rounded, b.value % (10 * b.step) <> 0 AS second_rounded
    FROM audit_amounts AS r
    JOIN audit_amounts AS a USING (table_id, row, label)
    JOIN audit_amounts AS b USING (table_id, row, label),
    (VALUES (1), (-1)) AS s (sign)
    WHERE (r.measure, a.measure, b.measure) IN (
            ('variance', 'forecast', 'budget'), ('variance', 'outcome', 'budget'),
            ('project_variance', 'project_forecast', 'project_budget'), ('project_variance', 'project_outcome', 'project_budget')
        )
        AND a.year IS NOT DISTINCT FROM b.year
    UNION ALL
    SELECT
        'change', r, o.column_text, c.column_text, o.measure, c.value, s.sign, o.value,
        o.verified AND c.verified, o.value % (10 * o.step) <> 0, c.rounded
    FROM audit_amounts AS r
    JOIN audit_amounts AS o USING (table_id, row, label)
    JOIN changes AS c USING (table_id, row, label),
    (VALUES (1), (-1)) AS s (sign)
    WHERE r.measure = o.measure AND r.year > o.year
),

computed AS (
    SELECT
        *,
        base + sign * difference AS expected,
        abs(result.value - base - sign * difference) AS error,
        result.step * greatest(1, floor(2.5 * sqrt((first_rounded::INTEGER + second_rounded::INTEGER + 1) / 12))) AS tolerance
    FROM triples
    WHERE result.value IS NOT NULL AND difference IS NOT NULL AND base IS NOT NULL
),

counted AS (
    SELECT
        *,
        count_if(error <= tolerance AND difference <> 0) OVER by_list AS list_support,
        count_if(error > tolerance) OVER by_list AS list_against,
        count_if(error <= tolerance AND difference <> 0) OVER by_document AS document_support,
        count_if(error > tolerance) OVER by_document AS document_against
    FROM computed
    WINDOW
        by_list AS (PARTITION BY kind, result.list_id, result.column_text, first_column, second_column, sign),
        by_document AS (PARTITION BY kind, result.document_id, result.measure, first_measure, sign)
),

conventions AS (
    SELECT
        *,
        list_support >= 3 AND list_support >= 1.5 * list_against AS in_list,
        document_support >= 5 AND document_support >= 4 * document_against AS in_document
    FROM counted
)

SELECT
    kind,
    result.document_id,
    result.table_id,
    result.shown_label,
    result.column_text,
    result.amount_text,
    result.page,
    result.bbox,
    first_column,
    second_column,
    sign,
    swedish_number(expected, result.decimals) AS expected_text,
    error,
    tolerance,
    result.verified AND parts_verified AND in_list AS certain
FROM conventions
WHERE in_list OR in_document
QUALIFY row_number() OVER (
    PARTITION BY result.table_id, result.row, result.label, result.column_text, kind
    ORDER BY in_list DESC, list_support DESC, document_support DESC, first_measure, sign DESC, first_column, second_column
) = 1
