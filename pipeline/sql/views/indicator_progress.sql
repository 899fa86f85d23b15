-- Indicators with baseline, target and outcome side by side: one row per indicator, group of people or things, and year
-- that a target or an outcome is given for.
-- municipality: Name of the kommun.
-- committee: Board whose document it is; empty for those of the whole kommun.
-- area: Goal area that the indicator stands under.
-- indicator: Name of the indicator as printed.
-- group: Group that the values are about, in the words of the document; empty for an indicator with a single row.
-- unit: Unit of the values as printed.
-- year: Calendar year of target and outcome.
-- baseline: Latest baseline as a number.
-- baseline_year: Calendar year of the baseline.
-- target: Target as a number; empty where it is only words.
-- comparator: Relation that the target asks of the outcome.
-- outcome: Outcome as a number.
-- met: Whether the outcome reaches the target; empty where one is missing or the target has no direction.
-- fulfilment: What the document itself shows for the whole indicator, by words, colours or arrows under a heading such as
-- Måluppfyllelse: met, partly or not_met.
-- trend: Direction that the document shows under a heading such as Trend: up, flat or down. An arrow that assesses is none.
-- target_text: Target as printed.
-- outcome_text: Outcome as printed.
-- file_name: File of the document.
-- page: Page of the indicator, counted from 1.
-- document_id: Identifier of the document.
-- indicator_id: Identifier of the indicator in this document.
WITH baselines AS (
    SELECT
        indicator_id,
        "group",
        arg_max(value, coalesce(year, 0)) AS baseline,
        max(year) AS baseline_year,
        any_value(unit) AS unit
    FROM indicator_values
    WHERE kind = 'baseline'
    GROUP BY ALL
),

years AS (
    SELECT
        indicator_id,
        "group",
        year,
        any_value(unit) AS unit,
        arg_min(value, page) FILTER (kind = 'target') AS target,
        arg_min(comparator, page) FILTER (kind = 'target') AS comparator,
        arg_min(value_text, page) FILTER (kind = 'target') AS target_text,
        arg_min(value, page) FILTER (kind = 'outcome') AS outcome,
        arg_min(value_text, page) FILTER (kind = 'outcome') AS outcome_text,
        count(DISTINCT unit) AS units
    FROM indicator_values
    WHERE kind IN ('target', 'outcome')
    GROUP BY ALL
),

placed AS (
    SELECT indicator_id, "group", year, unit, target, comparator, target_text, outcome, outcome_text, units FROM years
    UNION ALL
    SELECT b.indicator_id, b."group", b.baseline_year, b.unit, NULL, NULL, NULL, NULL, NULL, 1
    FROM baselines AS b
    WHERE NOT EXISTS (
        SELECT 1 FROM years AS y WHERE y.indicator_id = b.indicator_id AND y."group" IS NOT DISTINCT FROM b."group"
    )
)

SELECT
    m.municipality,
    d.committee,
    i.area,
    i.name AS indicator,
    p."group",
    coalesce(p.unit, b.unit) AS unit,
    p.year,
    b.baseline,
    b.baseline_year,
    p.target,
    p.comparator,
    p.outcome,
    CASE
        WHEN p.units > 1 THEN NULL
        WHEN p.comparator = '>=' THEN p.outcome >= p.target
        WHEN p.comparator = '>' THEN p.outcome > p.target
        WHEN p.comparator = '<=' THEN p.outcome <= p.target
        WHEN p.comparator = '<' THEN p.outcome < p.target
    END AS met,
    i.fulfilment,
    CASE
        WHEN EXISTS (SELECT 1 FROM field_places AS f WHERE f.record_id = i.indicator_id AND f.field = 'trend') THEN i.trend
    END AS trend,
    p.target_text,
    p.outcome_text,
    d.file_name,
    i.page,
    i.document_id,
    i.indicator_id
FROM placed AS p
JOIN indicators AS i USING (indicator_id)
JOIN documents AS d ON d.document_id = i.document_id
LEFT JOIN baselines AS b ON b.indicator_id = p.indicator_id AND b."group" IS NOT DISTINCT FROM p."group"
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL
