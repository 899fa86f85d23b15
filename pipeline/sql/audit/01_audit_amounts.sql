-- The amounts of financial tables as exact decimals, with what their line's label and section say of how they add up.
-- value is empty for a number that could not be read; step is the unit of the last printed digit; list_id is the table,
-- or for tables of one line each all of the same statement.
CREATE OR REPLACE TEMP TABLE audit_amounts AS
WITH words AS (
    SELECT meaning, trim(regexp_replace(lower(word), '[^\p{L}\p{N}:]+|:(\s|$)', ' ', 'g')) AS word FROM sum_words
),

numbers AS (
    SELECT
        *,
        trim(regexp_replace(lower(label), '[^\p{L}\p{N}:]+|:(\s|$)', ' ', 'g')) AS folded,
        trim(regexp_replace(lower(coalesce(section, '')), '[^\p{L}\p{N}:]+|:(\s|$)', ' ', 'g')) AS folded_section,
        length(regexp_extract(amount_text, ',\s*(\d+)', 1)) AS decimals
    FROM budget_lines
    WHERE measure NOT IN ('count', 'planned') AND regexp_matches(amount_text, '\d') AND NOT contains(amount_text, '%')
    QUALIFY count(*) OVER (PARTITION BY table_id, row, label, column_text) = 1
),

labels AS (
    SELECT folded AS text FROM numbers
    UNION
    SELECT folded_section FROM numbers
),

bared AS (
    SELECT
        l.text,
        arg_max(w.meaning, length(w.word)) AS sum_word,
        trim(coalesce(arg_max(substr(l.text, length(w.word) + 1), length(w.word)), l.text)) AS bare
    FROM labels AS l
    LEFT JOIN words AS w
        ON w.meaning IN ('subtotal', 'total', 'part') AND starts_with(l.text || ' ', w.word || ' ')
    GROUP BY l.text
),

sided AS (
    SELECT
        b.text,
        arg_max(w.meaning, length(w.word)) AS side,
        arg_max(
            CASE
                WHEN starts_with(b.bare || ' ', w.word || ' ') THEN '#' || substr(b.bare, length(w.word) + 1)
                ELSE left(b.bare, -length(w.word)) || '#'
            END,
            length(w.word)
        ) AS side_key
    FROM bared AS b
    JOIN words AS w
        ON w.meaning IN ('income', 'cost', 'net')
        AND (starts_with(b.bare || ' ', w.word || ' ') OR ends_with(' ' || b.bare, ' ' || w.word))
    GROUP BY b.text
)

SELECT
    n.document_id,
    n.table_id,
    CASE WHEN n.statement LIKE '%analys' THEN n.document_id || ':' || n.statement ELSE n.table_id END AS list_id,
    n.statement,
    n.section,
    n.row,
    n.label,
    concat_ws(' ', n.code, n.label) AS shown_label,
    b.bare,
    CASE
        WHEN b.sum_word = 'part' THEN 'part'
        WHEN n.is_total AND b.sum_word = 'subtotal' THEN 'subtotal'
        WHEN n.is_total THEN 'total'
        ELSE 'line'
    END AS kind,
    coalesce(s.side, o.side) AS side,
    s.side IS NOT NULL AS section_is_side,
    coalesce(o.side_key, b.bare) AS side_key,
    n.column_text,
    n.measure,
    n.year,
    n.as_of,
    n.unit,
    n.amount_text,
    n.amount::DECIMAL(24, 4) AS value,
    power(10, -n.decimals)::DECIMAL(24, 4) AS step,
    n.decimals,
    n.verified,
    n.page,
    n.bbox
FROM numbers AS n
JOIN bared AS b ON b.text = n.folded
LEFT JOIN sided AS o ON o.text = n.folded
LEFT JOIN sided AS s ON s.text = n.folded_section AND n.folded_section <> ''
