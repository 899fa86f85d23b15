-- How the latest report of each chosen kommun and year spreads its activities over the statuses.
WITH reports AS (
    SELECT municipality, year, period, status, sum(activities)::BIGINT AS activities
    FROM status_summary
    WHERE list_contains($municipalities::VARCHAR[], municipality)
    GROUP BY ALL
),

latest AS (
    SELECT *
    FROM reports
    WHERE (municipality, year, period) IN (SELECT (municipality, year, period) FROM reports WHERE status IS NOT NULL)
    QUALIFY dense_rank() OVER (
        PARTITION BY municipality, year ORDER BY list_position(['plan', 'T1', 'T2', 'T3', 'helår'], period) DESC
    ) = 1
)

SELECT *, activities / sum(activities) OVER (PARTITION BY municipality, year) AS share
FROM latest
ORDER BY municipality, year
