-- What was planned for each activity in each year, what the follow-ups said of it, and what came of it: one row per
-- track and year. Start here to see what moved.
-- track_id: One real activity through all its documents, as in activity_tracks.
-- municipality: Name of the kommun.
-- committee: Board whose plan it is, empty for plans of the whole kommun.
-- year: Year that the observations are of. A plan for several years counts in each later year where the activity is
-- followed up and no newer plan exists.
-- goal: Heading of the goal that the activity serves, or the text of the goal where it has none; from the latest
-- document of the year that names one.
-- title: Title in the latest document of the year.
-- kind: Kind of activity, such as aktivitet or projekt, from the latest document of the year that tells.
-- responsible: Responsible unit, from the latest document of the year that names one.
-- status_plan: Status in the plan; most plans have none.
-- status_t1: Status in the first follow-up (T1, April).
-- status_t2: Status in the second follow-up (T2, August).
-- status_t3: Status in the last follow-up (T3 or helår, December).
-- first_status: First known status of the year.
-- last_status: Last known status of the year.
-- change: completed (done by the last status, not before; also from a plan without statuses), still_done (done by the
-- first status and by the last), still_cancelled (likewise cancelled), dropped (in an earlier document of the year, not
-- in its latest), advanced, regressed or unchanged (on the levels cancelled, not moving, in progress, done; not started,
-- delayed and paused are all not moving), new (missing in the first document of the year); empty where a status is
-- unknown or there is nothing to compare with. Only what is unchanged stood still: what is still done is done.
-- comment_t2: Comment in the second follow-up.
-- comment_t3: Comment in the last follow-up.
-- file_plan: File of the plan.
-- page_plan: Page in the plan, counted from 1.
-- file_t1: File of the first follow-up.
-- page_t1: Page in the first follow-up, counted from 1.
-- file_t2: File of the second follow-up.
-- page_t2: Page in the second follow-up, counted from 1.
-- file_t3: File of the last follow-up.
-- page_t3: Page in the last follow-up, counted from 1.
-- status_text_plan: Status as printed in the plan.
-- status_text_t1: Status as printed in the first follow-up.
-- status_text_t2: Status as printed in the second follow-up.
-- status_text_t3: Status as printed in the last follow-up.
-- activity_id_plan: Identifier of the activity in the plan.
-- activity_id_t1: Identifier of the activity in the first follow-up.
-- activity_id_t2: Identifier of the activity in the second follow-up.
-- activity_id_t3: Identifier of the activity in the last follow-up.
WITH placed AS (
    SELECT
        t.track_id,
        a.*,
        coalesce(g.title, g.text) AS goal,
        d.file_name,
        d.municipality_code,
        d.committee,
        d.year AS document_year,
        greatest(d.year, d.year_to) AS year_to,
        d.municipality_code || ':' || coalesce(lower(trim(d.committee)), '') AS body,
        CASE d.period WHEN 'plan' THEN 0 WHEN 'T1' THEN 1 WHEN 'T2' THEN 2 WHEN 'T3' THEN 3 WHEN 'helår' THEN 3 END AS slot,
        CASE a.status
            WHEN 'cancelled' THEN 0
            WHEN 'not_started' THEN 1
            WHEN 'delayed' THEN 1
            WHEN 'paused' THEN 1
            WHEN 'in_progress' THEN 2
            WHEN 'done' THEN 3
        END AS level,
        d.period = 'plan' AND a.status_text IS NULL AND a.status IS NULL AS is_plain_plan
    FROM activities AS a
    JOIN activity_tracks AS t ON t.activity_id = a.activity_id
    JOIN documents AS d ON d.document_id = a.document_id
    LEFT JOIN goals AS g ON g.goal_id = a.goal_id
),
plans_in_force AS (
    SELECT f.body, f.year, max(p.document_year) AS plan_year
    FROM (SELECT DISTINCT body, document_year AS year FROM placed WHERE slot > 0) AS f
    JOIN placed AS p ON p.body = f.body AND p.slot = 0 AND p.document_year <= f.year AND p.year_to >= f.year
    GROUP BY f.body, f.year
),
dated AS (
    SELECT p.*, p.document_year AS in_year FROM placed AS p
    UNION ALL
    SELECT p.*, f.year AS in_year
    FROM placed AS p
    JOIN plans_in_force AS f ON f.body = p.body AND f.plan_year = p.document_year AND f.year > p.document_year
    WHERE p.slot = 0
),
years AS (
    SELECT body, in_year, min(slot) AS first_slot, max(slot) AS last_slot
    FROM dated
    WHERE body IS NOT NULL
    GROUP BY body, in_year
),
observed AS (
    SELECT *, coalesce(slot, 4) AS place
    FROM dated
    QUALIFY row_number() OVER (
            PARTITION BY track_id, in_year, slot ORDER BY status IS NULL, document_id, "row", activity_id
        ) = 1
        AND bool_or(in_year IS NOT DISTINCT FROM document_year) OVER (PARTITION BY track_id, in_year)
),
followed AS (
    SELECT
        track_id,
        in_year,
        max(body) AS body,
        max(municipality_code) AS municipality_code,
        arg_max(committee, place) AS committee,
        arg_max(goal, place) AS goal,
        arg_max(title, place) AS title,
        arg_max(kind, place) AS kind,
        arg_max(responsible, place) AS responsible,
        max(status) FILTER (slot = 0) AS status_plan,
        max(status) FILTER (slot = 1) AS status_t1,
        max(status) FILTER (slot = 2) AS status_t2,
        max(status) FILTER (slot = 3) AS status_t3,
        arg_min(status, place) AS first_status,
        arg_max(status, place) AS last_status,
        max(comment) FILTER (slot = 2) AS comment_t2,
        max(comment) FILTER (slot = 3) AS comment_t3,
        max(file_name) FILTER (slot = 0) AS file_plan,
        max(page) FILTER (slot = 0) AS page_plan,
        max(file_name) FILTER (slot = 1) AS file_t1,
        max(page) FILTER (slot = 1) AS page_t1,
        max(file_name) FILTER (slot = 2) AS file_t2,
        max(page) FILTER (slot = 2) AS page_t2,
        max(file_name) FILTER (slot = 3) AS file_t3,
        max(page) FILTER (slot = 3) AS page_t3,
        max(status_text) FILTER (slot = 0) AS status_text_plan,
        max(status_text) FILTER (slot = 1) AS status_text_t1,
        max(status_text) FILTER (slot = 2) AS status_text_t2,
        max(status_text) FILTER (slot = 3) AS status_text_t3,
        max(activity_id) FILTER (slot = 0) AS activity_id_plan,
        max(activity_id) FILTER (slot = 1) AS activity_id_t1,
        max(activity_id) FILTER (slot = 2) AS activity_id_t2,
        max(activity_id) FILTER (slot = 3) AS activity_id_t3,
        min(slot) AS first_slot,
        max(slot) AS last_slot,
        arg_min(level, place) AS first_level,
        arg_max(level, place) AS last_level,
        count(level) AS known,
        coalesce(bool_or(is_plain_plan), false) AS from_plain_plan,
        -- the statuses at both ends are known: a plan without any is no end
        min(slot) FILTER (level IS NOT NULL) = min(slot) FILTER (NOT coalesce(is_plain_plan, false)) AS knows_first,
        max(slot) FILTER (level IS NOT NULL) = max(slot) AS knows_last
    FROM observed
    GROUP BY track_id, in_year
)
SELECT
    f.track_id,
    m.municipality,
    f.committee,
    f.in_year AS year,
    f.goal,
    f.title,
    f.kind,
    f.responsible,
    f.status_plan,
    f.status_t1,
    f.status_t2,
    f.status_t3,
    f.first_status,
    f.last_status,
    CASE
        WHEN f.knows_last AND f.last_level = 3 AND f.first_level < 3 THEN 'completed'
        WHEN f.knows_last AND f.knows_first AND f.last_level = 3 AND f.from_plain_plan THEN 'completed'
        WHEN f.last_slot < y.last_slot THEN 'dropped'
        WHEN f.known > 1 AND f.knows_first AND f.knows_last AND f.last_level > f.first_level THEN 'advanced'
        WHEN f.known > 1 AND f.knows_first AND f.knows_last AND f.last_level < f.first_level THEN 'regressed'
        WHEN f.known > 1 AND f.knows_first AND f.knows_last AND f.last_level = 3 THEN 'still_done'
        WHEN f.known > 1 AND f.knows_first AND f.knows_last AND f.last_level = 0 THEN 'still_cancelled'
        WHEN f.known > 1 AND f.knows_first AND f.knows_last THEN 'unchanged'
        WHEN f.first_slot > y.first_slot THEN 'new'
    END AS change,
    f.comment_t2,
    f.comment_t3,
    f.file_plan,
    f.page_plan,
    f.file_t1,
    f.page_t1,
    f.file_t2,
    f.page_t2,
    f.file_t3,
    f.page_t3,
    f.status_text_plan,
    f.status_text_t1,
    f.status_text_t2,
    f.status_text_t3,
    f.activity_id_plan,
    f.activity_id_t1,
    f.activity_id_t2,
    f.activity_id_t3
FROM followed AS f
LEFT JOIN years AS y ON y.body = f.body AND y.in_year = f.in_year
LEFT JOIN municipalities AS m ON m.municipality_code = f.municipality_code
