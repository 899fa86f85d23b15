-- Matters (ärenden), one row each: which bodies handled it when, under which § and with what outcome, and the days in
-- between. Of several steps at one stage the last counts. What waits for a person or was rejected is left out.
-- municipality: Name of the kommun.
-- numbers: Its diarienummer, of all bodies.
-- title: Title of its last step that has one of its own.
-- kind: Kind as its titles say: motion, initiativärende, interpellation, fråga, medborgarförslag, remiss, uppföljning, budget, val, övrigt.
-- status: Where it stands: open, decided, returned, postponed or withdrawn; empty where its last step doesn't say.
-- chain: Its meetings in order: body, date, § and outcome.
-- committee: Utskott that prepared it last.
-- committee_date: Day of that.
-- committee_paragraph: The § there.
-- committee_outcome: What came of it there: approved, rejected, answered, returned, postponed, noted, proposed; empty where the words leave it open.
-- board: Nämnd that handled it last.
-- board_date: Day of that.
-- board_paragraph: The § there.
-- board_outcome: What came of it there, as for the utskott.
-- executive_date: Day of kommunstyrelsen's last handling.
-- executive_paragraph: The § there.
-- executive_outcome: What came of it there, as for the utskott.
-- council_date: Day of kommunfullmäktige's last handling.
-- council_paragraph: The § there.
-- council_outcome: What came of it there, as for the utskott.
-- first_date: Day of its first step.
-- last_date: Day of its last step.
-- days: From its first to its last step whose day is known.
-- days_committee_to_board: Days from its last utskott before the board's last handling to that.
-- days_board_to_executive: Days from the board's last handling to kommunstyrelsen's, where that came after.
-- days_executive_to_council: Days from kommunstyrelsen's last handling to kommunfullmäktige's, where that came after.
-- steps: Number of its steps.
-- waiting: Number of steps that wait for a person's word whether they belong to it (kommunplan review).
-- matter_id: The matter, as matter() takes it.
WITH certain AS (
    SELECT * FROM matter_steps WHERE decision IN ('auto', 'confirmed')
),

last_of_stage AS (
    SELECT
        matter_id,
        arg_max(certain, ordinal) FILTER (stage = 'arbetsutskott') AS committee,
        arg_max(certain, ordinal) FILTER (stage = 'nämnd') AS board,
        arg_max(certain, ordinal) FILTER (stage = 'kommunstyrelse') AS executive,
        arg_max(certain, ordinal) FILTER (stage = 'kommunfullmäktige') AS council,
        string_agg(
            concat_ws(' ', body, on_date, paragraph, outcome), ' → ' ORDER BY ordinal
        ) FILTER (body IS NOT NULL AND on_date IS NOT NULL) AS chain,
        count(*) AS steps
    FROM certain
    GROUP BY matter_id
),

prepared AS (
    SELECT l.matter_id, max(c.on_date) AS on_date
    FROM last_of_stage AS l
    JOIN certain AS c ON c.matter_id = l.matter_id AND c.stage = 'arbetsutskott' AND c.on_date <= l.board.on_date
    GROUP BY l.matter_id
),

numbers AS (
    SELECT matter_id, string_agg(number_text, ', ' ORDER BY year, number, unit) AS numbers
    FROM matter_numbers
    GROUP BY matter_id
),

waiting AS (
    SELECT matter_id, count(*) AS steps FROM matter_steps WHERE decision = 'review' GROUP BY matter_id
)

SELECT
    k.municipality,
    n.numbers,
    m.title,
    m.kind,
    m.status,
    l.chain,
    l.committee.body AS committee,
    l.committee.on_date AS committee_date,
    l.committee.paragraph AS committee_paragraph,
    l.committee.outcome AS committee_outcome,
    l.board.body AS board,
    l.board.on_date AS board_date,
    l.board.paragraph AS board_paragraph,
    l.board.outcome AS board_outcome,
    l.executive.on_date AS executive_date,
    l.executive.paragraph AS executive_paragraph,
    l.executive.outcome AS executive_outcome,
    l.council.on_date AS council_date,
    l.council.paragraph AS council_paragraph,
    l.council.outcome AS council_outcome,
    m.first_date,
    m.last_date,
    m.last_date - m.first_date AS days,
    l.board.on_date - p.on_date AS days_committee_to_board,
    CASE WHEN l.executive.on_date >= l.board.on_date THEN l.executive.on_date - l.board.on_date END AS days_board_to_executive,
    CASE WHEN l.council.on_date >= l.executive.on_date THEN l.council.on_date - l.executive.on_date END AS days_executive_to_council,
    l.steps,
    coalesce(w.steps, 0) AS waiting,
    m.matter_id
FROM matters AS m
JOIN municipalities AS k USING (municipality_code)
JOIN last_of_stage AS l USING (matter_id)
LEFT JOIN prepared AS p USING (matter_id)
LEFT JOIN numbers AS n USING (matter_id)
LEFT JOIN waiting AS w USING (matter_id)
