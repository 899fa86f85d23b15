-- How many activities have which status, per municipality, committee and reporting period; surveys are left out.
-- municipality: Name of the municipality.
-- committee: Board whose documents are counted; empty for those of the whole municipality.
-- year: Calendar year of the documents.
-- period: Part of the year: T1, T2, T3, helår or plan.
-- status: Meaning of the status, as in activities.status; empty for activities without a known one.
-- activities: Number of activities with this status.
-- share: Their share, 0 to 1, of all activities of the same municipality, committee, year and period.
WITH counted AS (
    SELECT m.municipality, d.committee, a.year, a.period, a.status, count(*) AS activities
    FROM activities AS a
    JOIN documents AS d USING (document_id)
    LEFT JOIN municipalities AS m USING (municipality_code)
    WHERE a.kind IS DISTINCT FROM 'undersökning' AND d.superseded_by IS NULL
    GROUP BY ALL
)
SELECT
    municipality,
    committee,
    year,
    period,
    status,
    activities,
    activities / sum(activities) OVER (PARTITION BY municipality, committee, year, period) AS share
FROM counted
