-- The n lines of a kommun's budgets and reports that deviate most from their budget, in SEK, the largest first: FROM
-- largest_deviations('Mjölby', 10), by name or code of the kommun. Totals are left out, a line that several tables
-- repeat under one label stands once, and each board, year and kind of statement is taken from the latest report. The sign is the
-- document's own; what is not verified is to be looked at with kommunplan show before it is used.
CREATE OR REPLACE MACRO largest_deviations(kommun, n := 10) AS TABLE
WITH latest AS (
    SELECT b.*
    FROM budget_overview AS b
    JOIN municipalities AS m USING (municipality)
    WHERE (folded(m.municipality) = folded(kommun) OR m.municipality_code = kommun)
        AND b.variance <> 0 AND NOT b.is_total
    QUALIFY rank() OVER (
        PARTITION BY b.committee, b.year, b.statement
        ORDER BY list_position(['plan', 'T1', 'T2', 'T3', 'helår'], b.period) DESC NULLS LAST
    ) = 1
)

SELECT
    committee,
    year,
    period,
    statement,
    section,
    label,
    budget,
    forecast,
    outcome,
    variance,
    verified,
    file_name,
    page,
    table_id || '-r' || "row" AS id
FROM latest
QUALIFY row_number() OVER (
    PARTITION BY committee, year, folded(label), variance ORDER BY NOT verified, file_name, page, table_id, "row"
) = 1
ORDER BY abs(variance) DESC, label, year
LIMIT n
