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
-- net_budget_sek: Net cost that the body has for the whole year in its budget, in SEK: income exceeding costs is negative.
-- Only from a line that board_net_lines proves to be the net or the ram of that body for that year, in the latest
-- document of the year that has one; else empty, with the reason beside it.
-- net_budget_reason: Why net_budget_sek is empty: no_table (no document of the year has a table of what is run), no_line (no
-- line of such a table gives this amount for the body and the whole year), several_amounts (proven lines of one document
-- disagree), or the doubt of the nearest line, as in board_net_lines.doubt.
-- net_forecast_sek: Forecast of that net cost for the whole year, likewise.
-- net_forecast_reason: Why net_forecast_sek is empty, likewise.
-- net_outcome_sek: Net cost of the whole year as its last report (T3 or helår) gives it, likewise.
-- net_outcome_reason: Why net_outcome_sek is empty: as of net_budget_reason, or no_final_report.
-- net_variance_sek: Budget less outcome, or less forecast while there is no final report, in SEK: what is saved is positive.
-- population: Inhabitants of the kommun.
-- population_source: Source and date of the number of inhabitants.
-- net_budget_per_inhabitant_sek: Net budget in SEK per inhabitant.
-- net_variance_per_inhabitant_sek: Net variance in SEK per inhabitant.
-- budget_label: Label of the line that the net budget is from.
-- budget_proof: What proves that line, as in board_net_lines.proof.
-- budget_period: Part of the year of its document: the plan's budget and a follow-up's may differ.
-- budget_file: File that the net budget is from.
-- budget_document_id: Identifier of that document.
-- budget_page: Page of the net budget, counted from 1.
-- budget_bbox: Box of the net budget on that page: left, top, right, bottom in points from the top left corner.
-- forecast_document_id: Identifier of the document that the forecast is from.
-- forecast_page: Page of the forecast, counted from 1.
-- forecast_bbox: Box of the forecast on that page.
-- outcome_document_id: Identifier of the document that the outcome is from.
-- outcome_page: Page of the outcome, counted from 1.
-- outcome_bbox: Box of the outcome on that page.
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

measures AS (
    SELECT unnest(['budget', 'forecast', 'outcome']) AS measure
),

candidates AS (
    SELECT
        o.body,
        o.slot,
        n.*,
        list_position(
            ['chosen', 'net_label', 'board_sum', 'net_table', 'income_and_cost', 'same_amount', 'frame'], n.proof
        ) AS proof_order
    FROM ordered AS o
    JOIN board_net_lines AS n USING (document_id)
),

counting AS (
    -- of each body and measure the lines of its latest document that has proven ones, the best of them
    SELECT *
    FROM candidates
    WHERE doubt IS NULL AND net_sek IS NOT NULL
    QUALIFY dense_rank() OVER (PARTITION BY body, measure ORDER BY slot DESC, document_id, rank) = 1
),

agreed AS (
    -- amounts that their rounding alone parts are one: the finest of them
    SELECT *, max(net_sek) OVER same - min(net_sek) OVER same <= max(step_sek) OVER same AS agree
    FROM counting
    WINDOW same AS (PARTITION BY body, measure)
    QUALIFY row_number() OVER (PARTITION BY body, measure ORDER BY step_sek, proof_order, page, row) = 1
),

doubts AS (
    -- the doubt of the line that is nearest to being the net
    SELECT body, measure, arg_min(doubt, (proof IS NULL, rank, doubt)) AS doubt
    FROM candidates
    WHERE doubt IS NOT NULL
    GROUP BY body, measure
),

bodies AS (
    SELECT
        o.body,
        bool_or(o.slot >= 3) AS has_final,
        bool_or(
            EXISTS (
                SELECT 1 FROM budget_lines AS b
                WHERE b.document_id = o.document_id AND b.statement IN ('resultat', 'driftredovisning', 'driftbudget')
            )
        ) AS has_table
    FROM ordered AS o
    GROUP BY o.body
),

nets AS (
    SELECT
        b.body,
        x.measure,
        a.net_sek,
        CASE
            WHEN a.agree THEN NULL
            WHEN c.body IS NOT NULL THEN 'several_amounts'
            WHEN NOT b.has_table THEN 'no_table'
            WHEN x.measure = 'outcome' AND NOT b.has_final THEN 'no_final_report'
            ELSE coalesce(nullif(d.doubt, 'no_proof'), 'no_line')
        END AS reason,
        a.* EXCLUDE (body, slot, measure, net_sek, agree)
    FROM bodies AS b
    CROSS JOIN measures AS x
    LEFT JOIN agreed AS a ON a.body = b.body AND a.measure = x.measure AND a.agree
    LEFT JOIN agreed AS c ON c.body = b.body AND c.measure = x.measure AND NOT c.agree
    LEFT JOIN doubts AS d ON d.body = b.body AND d.measure = x.measure
),

money AS (
    SELECT
        b.body,
        b.net_sek AS budget,
        f.net_sek AS forecast,
        o.net_sek AS outcome,
        b.reason AS budget_reason,
        f.reason AS forecast_reason,
        o.reason AS outcome_reason,
        -- a final report without a proven outcome isn't replaced by an earlier forecast
        b.net_sek - CASE WHEN o.reason IN ('no_final_report', 'no_table') THEN f.net_sek ELSE o.net_sek END AS variance,
        b.label AS budget_label,
        b.proof AS budget_proof,
        b.period AS budget_period,
        b.file_name AS budget_file,
        b.document_id AS budget_document_id,
        b.page AS budget_page,
        b.bbox AS budget_bbox,
        f.document_id AS forecast_document_id,
        f.page AS forecast_page,
        f.bbox AS forecast_bbox,
        o.document_id AS outcome_document_id,
        o.page AS outcome_page,
        o.bbox AS outcome_bbox
    FROM nets AS b
    JOIN nets AS f ON f.body = b.body AND f.measure = 'forecast'
    JOIN nets AS o ON o.body = b.body AND o.measure = 'outcome'
    WHERE b.measure = 'budget'
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
    any_value(n.budget) AS net_budget_sek,
    any_value(n.budget_reason) AS net_budget_reason,
    any_value(n.forecast) AS net_forecast_sek,
    any_value(n.forecast_reason) AS net_forecast_reason,
    any_value(n.outcome) AS net_outcome_sek,
    any_value(n.outcome_reason) AS net_outcome_reason,
    any_value(n.variance) AS net_variance_sek,
    any_value(m.population) AS population,
    any_value(m.population_source) AS population_source,
    round(any_value(n.budget) / any_value(m.population), 2) AS net_budget_per_inhabitant_sek,
    round(any_value(n.variance) / any_value(m.population), 2) AS net_variance_per_inhabitant_sek,
    any_value(n.budget_label) AS budget_label,
    any_value(n.budget_proof) AS budget_proof,
    any_value(n.budget_period) AS budget_period,
    any_value(n.budget_file) AS budget_file,
    any_value(n.budget_document_id) AS budget_document_id,
    any_value(n.budget_page) AS budget_page,
    any_value(n.budget_bbox) AS budget_bbox,
    any_value(n.forecast_document_id) AS forecast_document_id,
    any_value(n.forecast_page) AS forecast_page,
    any_value(n.forecast_bbox) AS forecast_bbox,
    any_value(n.outcome_document_id) AS outcome_document_id,
    any_value(n.outcome_page) AS outcome_page,
    any_value(n.outcome_bbox) AS outcome_bbox
FROM ordered AS o
JOIN municipalities AS m USING (municipality_code)
LEFT JOIN active AS a ON a.body = o.body
LEFT JOIN aimed AS g ON g.body = o.body
LEFT JOIN measured AS i ON i.body = o.body
LEFT JOIN money AS n ON n.body = o.body
GROUP BY o.body, m.municipality
HAVING activities > 0 OR goals > 0 OR indicators > 0 OR net_budget_reason IS DISTINCT FROM 'no_table'
