-- Amounts that stand in two or more tables of a document, each with the value that most of them give (of equally many the
-- one printed first). Two lines are the same where the words of the shorter label begin words of the other and their
-- amounts agree, other than by being zero, at least twice (once where the labels are equal) and not less often than not,
-- or where the labels are equal and the two tables agree nearly everywhere.
CREATE OR REPLACE TEMP TABLE audit_quantities AS
WITH nets AS (
    -- the net of a thing that has one line for its income and one, with the other sign, for its cost
    SELECT
        i.* REPLACE (
            regexp_replace(i.label, '\s+\S+$', '') AS label,
            format(
                '{} ({} + {})', regexp_replace(i.shown_label, '\s+\S+$', ''), regexp_extract(i.label, '\S+$'),
                regexp_extract(c.label, '\S+$')
            ) AS shown_label,
            NULL AS side,
            i.value + c.value AS value,
            swedish_number(i.value + c.value, i.decimals) AS amount_text,
            i.verified AND c.verified AS verified
        )
    FROM audit_amounts AS i
    JOIN audit_amounts AS c USING (table_id, side_key, column_text)
    WHERE i.side = 'income' AND c.side = 'cost' AND NOT i.section_is_side AND ends_with(i.side_key, ' #')
        AND i.value >= 0 AND c.value <= 0
    QUALIFY count(*) OVER (PARTITION BY table_id, side_key, column_text) = 1
),

lines AS MATERIALIZED (
    SELECT
        row_number() OVER () AS line_id,
        *,
        CASE WHEN statement LIKE 'invest%' THEN 'invest' ELSE 'drift' END AS family,
        list_distinct(list_filter(regexp_split_to_array(lower(label), '[^\p{L}\p{N}]+'), lambda word: word <> '')) AS words
    FROM (FROM audit_amounts UNION ALL BY NAME FROM nets)
    WHERE kind = 'line' AND value IS NOT NULL
),

labels AS MATERIALIZED (
    SELECT row_number() OVER () AS label_id, *
    FROM (SELECT DISTINCT document_id, family, list_id, table_id, row, label, section, side, unit, words FROM lines)
),

alike AS (
    SELECT a, b, a.label = b.label AS same_label
    FROM labels AS a
    JOIN labels AS b
        ON b.document_id = a.document_id AND b.family = a.family AND b.list_id <> a.list_id
        AND b.side IS NOT DISTINCT FROM a.side AND b.unit IS NOT DISTINCT FROM a.unit
        AND (a.section IS NULL OR b.section IS NULL OR a.section = b.section)
        AND len(a.words) > 0 AND len(b.words) > 0
    WHERE a.label = b.label
        OR (len(a.words) <= len(b.words) AND len(list_filter(a.words, lambda w: len(list_filter(b.words, lambda v:
            v = w OR (length(w) >= 3 AND length(v) >= 3 AND (starts_with(v, w) OR starts_with(w, v))))) = 0)) = 0)
        OR (len(b.words) <= len(a.words) AND len(list_filter(b.words, lambda w: len(list_filter(a.words, lambda v:
            v = w OR (length(w) >= 3 AND length(v) >= 3 AND (starts_with(v, w) OR starts_with(w, v))))) = 0)) = 0)
),

shared AS (
    SELECT p.a, p.b, p.same_label, x AS own, y AS other
    FROM alike AS p
    JOIN lines AS x ON x.table_id = p.a.table_id AND x.row = p.a.row AND x.label = p.a.label
    JOIN lines AS y
        ON y.table_id = p.b.table_id AND y.row = p.b.row AND y.label = p.b.label AND y.measure = x.measure
        AND y.year IS NOT DISTINCT FROM x.year AND y.as_of IS NOT DISTINCT FROM x.as_of
),

weighed AS (
    SELECT
        *,
        count_if(own.value = other.value AND own.value <> 0) OVER pair AS agreeing,
        count_if(own.value <> other.value) OVER pair AS differing,
        count_if(own.value = other.value AND own.value <> 0) OVER lists AS lists_agreeing,
        count_if(own.value <> other.value) OVER lists AS lists_differing
    FROM shared
    WINDOW pair AS (PARTITION BY a.label_id, b.label_id), lists AS (PARTITION BY same_label, a.list_id, b.list_id)
),

same AS (
    SELECT *
    FROM weighed
    WHERE (agreeing >= CASE WHEN same_label THEN 1 ELSE 2 END AND agreeing >= differing)
        OR (same_label AND lists_agreeing >= 5 AND lists_agreeing >= 4 * lists_differing)
    QUALIFY rank() OVER (PARTITION BY a.label_id, b.list_id ORDER BY same_label DESC, agreeing DESC) = 1
        AND count(DISTINCT (b.table_id, b.row, b.label)) OVER (PARTITION BY a.label_id, b.list_id) = 1
),

proven AS (
    SELECT
        *,
        count_if(own.value = other.value AND own.value <> 0) OVER (
            PARTITION BY own.list_id, other.list_id, own.column_text, other.column_text
        ) AS lines_agreeing
    FROM same
),

votes AS (
    SELECT own.line_id, own.value, own.page, own.table_id, own.shown_label AS label, own.bbox::DOUBLE[] AS bbox, 99 AS lines_agreeing FROM proven
    UNION
    SELECT own.line_id, other.value, other.page, other.table_id, other.shown_label, other.bbox::DOUBLE[], lines_agreeing FROM proven
),

counted AS (
    SELECT
        line_id,
        value,
        count(*) AS votes,
        min((page, regexp_extract(table_id, '(\d+)$', 1)::INTEGER)) AS place,
        max(lines_agreeing) AS lines_agreeing,
        arg_min({'label': label, 'page': page, 'table_id': table_id, 'bbox': bbox}, (page, table_id, label)) AS first
    FROM votes
    GROUP BY line_id, value
),

settled AS (
    SELECT * FROM counted QUALIFY row_number() OVER (PARTITION BY line_id ORDER BY votes DESC, place) = 1
)

SELECT
    own.document_id,
    own.table_id,
    own.shown_label,
    own.column_text,
    own.amount_text,
    own.page,
    own.bbox,
    own.verified,
    own.step,
    s.first.label AS other_label,
    s.first.page AS other_page,
    s.first.table_id AS other_table_id,
    s.first.bbox AS other_bbox,
    abs(own.value - s.value) AS error,
    swedish_number(s.value, own.decimals) AS expected_text,
    s.lines_agreeing
FROM settled AS s
JOIN lines AS own USING (line_id)
