-- Whether outcomes reach their targets against what the colour or word beside them says. Only targets with a comparator
-- tell; an indicator with several groups is met where all of them are. During the year a colour may say what is expected
-- of the whole year: then it is an info.
WITH compared AS (
    SELECT
        t.document_id, t.indicator_id, t."group", t.value_text AS target_text, o.value_text AS outcome_text, o.page, o.bbox,
        CASE t.comparator
            WHEN '>=' THEN o.value >= t.value
            WHEN '>' THEN o.value > t.value
            WHEN '<=' THEN o.value <= t.value
            WHEN '<' THEN o.value < t.value
        END AS reached
    FROM indicator_values AS t
    JOIN indicator_values AS o
        ON o.indicator_id = t.indicator_id AND o."group" IS NOT DISTINCT FROM t."group" AND o.kind = 'outcome'
        AND o.year IS NOT DISTINCT FROM t.year AND o.unit IS NOT DISTINCT FROM t.unit AND coalesce(o.comparator, '=') = '='
    WHERE t.kind = 'target' AND t.value IS NOT NULL AND o.value IS NOT NULL
),

judged AS (
    SELECT
        i.document_id, i.name, i.fulfilment, bool_and(c.reached) AS met,
        string_agg(c.outcome_text, '; ') AS outcomes, string_agg(c.target_text, '; ') AS targets,
        any_value(c.page) AS page, any_value(c.bbox) AS bbox
    FROM indicators AS i
    JOIN compared AS c USING (indicator_id)
    GROUP BY i.document_id, i.indicator_id, i.name, i.fulfilment
    HAVING count(*) = count(c.reached)
)

SELECT
    document_id,
    CASE WHEN d.period IN ('T1', 'T2') THEN 'info' ELSE 'warning' END AS severity,
    format(
        'The outcome {} against the target {} is {}, the document shows {}',
        outcomes,
        targets,
        CASE WHEN met THEN 'met' ELSE 'not met' END,
        replace(fulfilment, '_', ' ')
    ) AS message,
    fulfilment AS stated,
    CASE WHEN met THEN 'met' ELSE 'not_met' END AS expected,
    name AS label,
    page,
    bbox
FROM judged
JOIN documents AS d USING (document_id)
WHERE (fulfilment = 'met' AND NOT met) OR (fulfilment = 'not_met' AND met)
