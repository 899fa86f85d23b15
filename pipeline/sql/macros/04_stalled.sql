-- Activities of a year that stood still or went back between its last two known statuses and are neither done nor
-- cancelled nor gone: FROM stalled(2024). Not started, delayed and paused are one level, as in activity_progress.
CREATE OR REPLACE MACRO stalled(of_year) AS TABLE
WITH seen AS (
    SELECT
        p.*,
        list_filter(
            [
                {period: 'plan', status: status_plan, printed: status_text_plan, file: file_plan, page: page_plan},
                {period: 'T1', status: status_t1, printed: status_text_t1, file: file_t1, page: page_t1},
                {period: 'T2', status: status_t2, printed: status_text_t2, file: file_t2, page: page_t2},
                {period: 'T3', status: status_t3, printed: status_text_t3, file: file_t3, page: page_t3}
            ],
            lambda observation: observation.status IS NOT NULL
        ) AS observations
    FROM activity_progress AS p
    WHERE p.year = of_year AND p.change IS DISTINCT FROM 'dropped'
),

compared AS (
    SELECT * EXCLUDE (observations), observations[-2] AS before, observations[-1] AS after
    FROM seen
    WHERE len(observations) > 1
)

SELECT
    municipality,
    committee,
    goal,
    title,
    responsible,
    before.period AS period_before,
    coalesce(before.printed, before.status) AS status_before,
    after.period AS period_after,
    coalesce(after.printed, after.status) AS status_after,
    CASE after.period WHEN 'T3' THEN comment_t3 WHEN 'T2' THEN comment_t2 END AS comment,
    after.file AS file_name,
    after.page AS page,
    track_id
FROM compared
WHERE (after.status = 'in_progress' AND before.status IN ('in_progress', 'done'))
    OR (after.status IN ('not_started', 'delayed', 'paused') AND before.status <> 'cancelled')
ORDER BY municipality, committee, goal, title, track_id
