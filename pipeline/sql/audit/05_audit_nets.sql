-- Each net with what its income and its cost give, by the signs that most nets of its table (or of the document's tables
-- with one side each) follow. A side that a line lacks counts as nothing.
CREATE OR REPLACE TEMP TABLE audit_nets AS
WITH sides AS (
    SELECT
        *,
        CASE WHEN side_key = '#' THEN '#' ELSE concat(kind IN ('subtotal', 'total'), ' ', side_key) END AS line_key,
        bool_or(side = 'net') OVER (PARTITION BY table_id, section_is_side)
        AND bool_or(side = 'income') OVER (PARTITION BY table_id, section_is_side)
        AND bool_or(side = 'cost') OVER (PARTITION BY table_id, section_is_side) AS in_one_table
    FROM audit_amounts
    WHERE side IS NOT NULL AND kind <> 'part'
),

scoped AS (
    SELECT
        *,
        CASE
            WHEN NOT section_is_side THEN concat(table_id, '/', section)
            WHEN in_one_table THEN table_id
            ELSE concat(document_id, ':', statement)
        END AS scope
    FROM sides
),

single AS (
    SELECT * FROM scoped QUALIFY count(*) OVER (PARTITION BY scope, side, line_key, column_text) = 1
),

met AS (
    SELECT
        n AS net,
        n.scope,
        i.value AS income,
        c.value AS cost,
        i.amount_text IS NOT NULL AND c.amount_text IS NOT NULL AS complete,
        n.verified AND coalesce(i.verified, true) AND coalesce(c.verified, true) AS verified
    FROM single AS n
    LEFT JOIN single AS i
        ON i.scope = n.scope AND i.side = 'income' AND i.line_key = n.line_key AND i.column_text = n.column_text
    LEFT JOIN single AS c
        ON c.scope = n.scope AND c.side = 'cost' AND c.line_key = n.line_key AND c.column_text = n.column_text
    WHERE n.side = 'net' AND n.value IS NOT NULL
        AND (i.amount_text IS NOT NULL OR c.amount_text IS NOT NULL)
        AND (i.amount_text IS NULL OR i.value IS NOT NULL) AND (c.amount_text IS NULL OR c.value IS NOT NULL)
),

computed AS (
    SELECT
        *,
        s.income_sign * coalesce(income, 0) + s.cost_sign * coalesce(cost, 0) AS expected,
        net.step AS tolerance
    FROM met, (VALUES (1, 1), (-1, -1), (1, -1), (-1, 1)) AS s (income_sign, cost_sign)
),

counted AS (
    SELECT
        *,
        count_if(complete AND income <> 0 AND cost <> 0 AND abs(net.value - expected) <= tolerance) OVER by_signs AS support,
        count_if(complete AND income <> 0 AND cost <> 0 AND abs(net.value - expected) > tolerance) OVER by_signs AS against,
        count_if(abs(net.value - expected) <= tolerance AND net.value <> 0) OVER (
            PARTITION BY scope, income_sign, cost_sign, net.line_key
        ) AS columns_held
    FROM computed
    WINDOW by_signs AS (PARTITION BY scope, income_sign, cost_sign)
)

SELECT
    net.document_id,
    net.table_id,
    net.shown_label,
    net.column_text,
    net.amount_text,
    net.page,
    net.bbox,
    income_sign,
    cost_sign,
    abs(net.value - expected) AS error,
    tolerance,
    swedish_number(expected, net.decimals) AS expected_text,
    verified
FROM counted
WHERE support >= 3 AND support >= 1.5 * against AND (complete OR columns_held > 0)
QUALIFY row_number() OVER (
    PARTITION BY net.table_id, net.row, net.label, net.column_text ORDER BY support DESC, income_sign DESC, cost_sign DESC
) = 1
