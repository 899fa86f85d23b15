-- Financial lines with outcome, forecast, budget and variance side by side in kronor: one row per printed line and year.
-- Lines of the same thing in several tables or documents stand once for each; leave out totals before adding up.
-- municipality: Name of the kommun.
-- committee: Board whose document it is; empty for those of the whole kommun.
-- year: Calendar year of the figures.
-- period: Part of the year that the document reports on: T1, T2, T3, helår or plan.
-- statement: Type of financial table, as in budget_lines.statement.
-- section: Subheading inside the table.
-- code: Account, activity or project code before the label.
-- label: Label of the line as printed.
-- is_total: Whether the line is a sum, a net or a result of others.
-- outcome: Outcome in SEK; of several dates the latest.
-- forecast: Forecast for the whole year in SEK.
-- budget: Budget in SEK; of the whole year where the table also has one of a part of it.
-- variance: Variance in SEK, with the sign that the document gives it.
-- change: Change of the budget in SEK, where the table has such a column.
-- as_of: Last day that the outcome includes, where the header gives one.
-- verified: Whether all these figures are verified, as in budget_lines.verified.
-- file_name: File of the document.
-- page: Page of the line, counted from 1.
-- document_id: Identifier of the document.
-- table_id: Identifier of the table.
-- row: Row of the table.
WITH lines AS (
    SELECT
        document_id,
        table_id,
        row,
        label,
        year,
        any_value(statement) AS statement,
        any_value(section) AS section,
        any_value(code) AS code,
        bool_or(is_total) AS is_total,
        arg_max(amount_sek, coalesce(as_of, DATE '0001-01-01')) FILTER (measure = 'outcome') AS outcome,
        arg_max(amount_sek, coalesce(as_of, DATE '9999-12-31')) FILTER (measure = 'forecast') AS forecast,
        arg_max(amount_sek, coalesce(as_of, DATE '9999-12-31')) FILTER (measure = 'budget') AS budget,
        max(amount_sek) FILTER (measure = 'variance') AS variance,
        max(amount_sek) FILTER (measure = 'change') AS change,
        max(as_of) FILTER (measure = 'outcome') AS as_of,
        bool_and(verified) AS verified,
        min(page) AS page
    FROM budget_lines
    WHERE measure IN ('outcome', 'forecast', 'budget', 'variance', 'change') AND amount_sek IS NOT NULL
    GROUP BY ALL
)

SELECT
    m.municipality,
    d.committee,
    l.year,
    d.period,
    l.statement,
    l.section,
    l.code,
    l.label,
    l.is_total,
    l.outcome,
    l.forecast,
    l.budget,
    l.variance,
    l.change,
    l.as_of,
    l.verified,
    d.file_name,
    l.page,
    l.document_id,
    l.table_id,
    l.row
FROM lines AS l
JOIN documents AS d USING (document_id)
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL
