-- Kommuner beside each other: one row per municipality, committee and year, each figure from the latest document of the
-- year that has it. Committees have different tasks: compare like with like.
-- municipality: Name of the kommun.
-- committee: Board whose documents they are; empty for those of the whole kommun.
-- year: Calendar year; of a plan for several years the first.
-- activities: Number of activities, surveys left out.
-- share_done: Share of them that is done, 0 to 1; empty where the document gives no statuses.
-- share_in_progress: Share that is in progress.
-- share_not_started: Share that is not started.
-- goals: Number of goals.
-- indicators: Number of indicators.
-- indicators_assessed: Number of them that the document itself or outcome and target say of whether they are met.
-- share_indicators_met: Share of the assessed that is met, 0 to 1.
-- net_budget_sek: Net budget of the year in SEK as a cost: income exceeding costs is negative. The last sum of a result, of
-- an account per activity or of a budget; empty where the figure is not verified.
-- net_forecast_sek: The same line's forecast for the whole year, at the end of the year its outcome.
-- net_variance_sek: Budget less forecast in SEK: what is saved is positive.
-- population: Inhabitants of the kommun.
-- population_source: Source and date of the number of inhabitants.
-- net_budget_per_inhabitant_sek: Net budget in SEK per inhabitant.
-- net_variance_per_inhabitant_sek: Net variance in SEK per inhabitant.
-- budget_file: File that the net budget is from.
-- budget_page: Page of the net budget, counted from 1.
WITH ordered AS (
    SELECT
        document_id, municipality_code, committee, year, file_name,
        CASE period WHEN 'plan' THEN 0 WHEN 'T1' THEN 1 WHEN 'T2' THEN 2 WHEN 'T3' THEN 3 WHEN 'helår' THEN 4 ELSE -1 END AS slot,
        (municipality_code, coalesce(committee, ''), year) AS body
    FROM documents
    WHERE municipality_code IS NOT NULL AND year IS NOT NULL AND superseded_by IS NULL
),

active AS (
    SELECT
        o.body,
        count(*) AS activities,
        CASE WHEN count(a.status) > 0 THEN count_if(a.status = 'done') / count(*) END AS share_done,
        CASE WHEN count(a.status) > 0 THEN count_if(a.status = 'in_progress') / count(*) END AS share_in_progress,
        CASE WHEN count(a.status) > 0 THEN count_if(a.status = 'not_started') / count(*) END AS share_not_started
    FROM ordered AS o
    JOIN activities AS a USING (document_id)
    WHERE a.kind IS DISTINCT FROM 'undersökning'
    GROUP BY o.body, o.slot, o.document_id
    QUALIFY row_number() OVER (PARTITION BY o.body ORDER BY o.slot DESC, o.document_id) = 1
),

aimed AS (
    SELECT o.body, count(*) AS goals
    FROM ordered AS o
    JOIN goals USING (document_id)
    GROUP BY o.body, o.slot, o.document_id
    QUALIFY row_number() OVER (PARTITION BY o.body ORDER BY o.slot DESC, o.document_id) = 1
),

judged AS (
    SELECT
        i.document_id,
        i.indicator_id,
        CASE WHEN i.fulfilment IS NOT NULL THEN i.fulfilment = 'met' ELSE bool_and(p.met) FILTER (p.year = d.year) END AS met
    FROM indicators AS i
    JOIN documents AS d USING (document_id)
    LEFT JOIN indicator_progress AS p USING (indicator_id)
    GROUP BY i.document_id, i.indicator_id, i.fulfilment
),

measured AS (
    SELECT
        o.body,
        count(*) AS indicators,
        count(j.met) AS indicators_assessed,
        count_if(j.met) / nullif(count(j.met), 0) AS share_indicators_met
    FROM ordered AS o
    JOIN judged AS j USING (document_id)
    GROUP BY o.body, o.slot, o.document_id
    QUALIFY row_number() OVER (PARTITION BY o.body ORDER BY o.slot DESC, o.document_id) = 1
),

signs AS (
    -- costs are negative where most lines of the table's part are, lines of income aside
    SELECT
        b.table_id, b.section,
        CASE WHEN count_if(b.amount < 0) > count_if(b.amount > 0) THEN -1 ELSE 1 END AS cost_sign
    FROM budget_lines AS b
    WHERE b.measure = 'budget' AND NOT b.is_total
        AND NOT EXISTS (
            SELECT 1 FROM sum_words AS w
            WHERE w.meaning = 'income' AND starts_with(lower(b.label) || ' ', w.word || ' ')
        )
    GROUP BY ALL
),

sums AS (
    SELECT
        o.body,
        o.file_name,
        b.page,
        b.label,
        s.cost_sign * b.budget AS net_budget,
        s.cost_sign * coalesce(b.forecast, CASE WHEN o.slot >= 3 THEN b.outcome END) AS net_forecast
    FROM ordered AS o
    JOIN budget_overview AS b ON b.document_id = o.document_id AND b.year = o.year
    JOIN signs AS s ON s.table_id = b.table_id AND s.section IS NOT DISTINCT FROM b.section
    WHERE b.is_total AND b.verified AND b.budget IS NOT NULL
        AND b.statement IN ('resultat', 'driftredovisning', 'driftbudget')
        AND NOT EXISTS (
            SELECT 1 FROM sum_words AS w
            WHERE w.meaning IN ('income', 'cost')
                AND (contains(lower(b.label) || ' ', ' ' || w.word || ' ') OR lower(b.section) = w.word)
        )
    QUALIFY row_number() OVER (
        PARTITION BY o.body
        ORDER BY
            o.slot DESC,
            CASE b.statement WHEN 'resultat' THEN 0 WHEN 'driftredovisning' THEN 1 ELSE 2 END,
            b.page DESC, b.row DESC, o.document_id
    ) = 1
)

SELECT
    m.municipality,
    any_value(o.committee) AS committee,
    any_value(o.year) AS year,
    coalesce(any_value(a.activities), 0) AS activities,
    any_value(a.share_done) AS share_done,
    any_value(a.share_in_progress) AS share_in_progress,
    any_value(a.share_not_started) AS share_not_started,
    coalesce(any_value(g.goals), 0) AS goals,
    coalesce(any_value(i.indicators), 0) AS indicators,
    coalesce(any_value(i.indicators_assessed), 0) AS indicators_assessed,
    any_value(i.share_indicators_met) AS share_indicators_met,
    any_value(s.net_budget) AS net_budget_sek,
    any_value(s.net_forecast) AS net_forecast_sek,
    any_value(s.net_budget - s.net_forecast) AS net_variance_sek,
    any_value(m.population) AS population,
    any_value(m.population_source) AS population_source,
    round(any_value(s.net_budget) / any_value(m.population), 2) AS net_budget_per_inhabitant_sek,
    round(any_value(s.net_budget - s.net_forecast) / any_value(m.population), 2) AS net_variance_per_inhabitant_sek,
    any_value(s.file_name) AS budget_file,
    any_value(s.page) AS budget_page
FROM ordered AS o
JOIN municipalities AS m USING (municipality_code)
LEFT JOIN active AS a ON a.body = o.body
LEFT JOIN aimed AS g ON g.body = o.body
LEFT JOIN measured AS i ON i.body = o.body
LEFT JOIN sums AS s ON s.body = o.body
GROUP BY o.body, m.municipality
HAVING activities > 0 OR goals > 0 OR indicators > 0 OR net_budget_sek IS NOT NULL
