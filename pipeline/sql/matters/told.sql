-- Whatever a kommun's documents tell of steps: source 'item' (a § of the body's own minutes or an extract), 'letter',
-- 'paper' (a letter or motion without proposal) and 'quoted' (another meeting's, in an item or letter: telling_item).
WITH own AS (
    SELECT d.* FROM documents AS d WHERE d.municipality_code = ? AND d.superseded_by IS NULL
),

numbered AS (
    SELECT x.*, row_number() OVER (PARTITION BY x.document_id ORDER BY len(x.decision_id), x.decision_id) AS place
    FROM decisions AS x
    SEMI JOIN own USING (document_id)
),

days AS (
    SELECT document_id, mode(meeting_date) AS own_day, mode(body) AS usual_body FROM numbered GROUP BY document_id
),

-- A § has several records: its decision, proposals to it, and how others handled it before, with their day and §.
parts AS (
    SELECT
        n.document_id,
        n.paragraph,
        n.meeting_date,
        n.meeting_date IS NOT DISTINCT FROM y.own_day AS is_own,
        arg_max(n, (n.kind = 'beslut', n.kind = 'förslag', n.place)) AS main,
        min(n.decision_id) AS first_id,
        any_value(n.title) AS title,
        any_value(n.registration_number) AS registration_number,
        string_agg(DISTINCT n.documents, chr(10)) AS papers,
        list({body: n.body, text: n.text}) FILTER (n.kind = 'förslag') AS proposals
    FROM numbered AS n
    LEFT JOIN days AS y USING (document_id)
    WHERE n.paragraph IS NOT NULL
    GROUP BY ALL
),

items AS (
    SELECT
        p.main.decision_id AS telling_id,
        'item' AS source,
        p.document_id,
        p.main.decision_id AS decision_id,
        CASE
            WHEN d.document_type <> 'protokoll' OR d.committee IS NULL THEN p.main.body
            WHEN starts_with(y.usual_body, d.committee || 's ') THEN y.usual_body
            ELSE d.committee
        END AS body,
        NULL AS beside,
        p.meeting_date AS on_date,
        p.paragraph,
        p.title,
        p.registration_number AS number_text,
        p.main.kind AS kind,
        p.main.text AS text,
        p.main.kind = 'beslut' AND len(list_filter(
            p.proposals, lambda x: x.body IS NOT DISTINCT FROM p.main.body AND x.text <> p.main.text
        )) > 0 AS also_proposes,
        p.papers,
        NULL AS telling_item,
        true AS handled,
        false AS listed,
        p.main.page AS page,
        p.main.bbox AS bbox
    FROM parts AS p
    JOIN own AS d USING (document_id)
    JOIN days AS y USING (document_id)
    WHERE p.is_own
),

stages AS (
    SELECT
        p.main.decision_id,
        'quoted',
        p.document_id,
        p.main.decision_id,
        p.main.body,
        i.body,
        p.meeting_date,
        p.paragraph,
        p.title,
        NULL,
        p.main.kind,
        p.main.text,
        false,
        NULL,
        i.telling_id,
        true,
        false,
        p.main.page,
        p.main.bbox
    FROM parts AS p
    JOIN items AS i ON i.document_id = p.document_id AND i.page = p.main.page AND i.bbox IS NOT DISTINCT FROM p.main.bbox
    WHERE NOT p.is_own AND p.main.body IS NOT NULL
),

letters AS (
    SELECT
        n.decision_id,
        'letter',
        n.document_id,
        n.decision_id,
        n.body,
        d.committee,
        NULL,
        NULL,
        n.title,
        coalesce(n.registration_number, CASE WHEN d.document_type = 'tjänsteskrivelse' THEN d.registration_number END),
        n.kind,
        n.text,
        false,
        n.documents,
        NULL,
        true,
        false,
        n.page,
        n.bbox
    FROM numbered AS n
    JOIN own AS d USING (document_id)
    WHERE n.paragraph IS NULL AND n.kind <> 'information'
),

papers AS (
    SELECT
        d.document_id,
        'paper',
        d.document_id,
        NULL,
        NULL,
        d.committee,
        NULL,
        NULL,
        d.title,
        d.registration_number,
        NULL,
        NULL,
        false,
        NULL,
        NULL,
        true,
        false,
        1,
        NULL
    FROM own AS d
    ANTI JOIN numbered AS n USING (document_id)
    WHERE d.document_type IN ('skrivelse', 'tjänsteskrivelse') AND d.title IS NOT NULL
),

quoted AS (
    SELECT
        q.quoted_step_id,
        'quoted',
        q.document_id,
        q.decision_id,
        q.body,
        coalesce(i.body, d.committee),
        q.on_date,
        q.paragraph,
        q.title,
        NULL,
        NULL,
        q.text,
        false,
        NULL,
        coalesce(i.telling_id, l.decision_id),
        q.handled,
        q.listed,
        q.page,
        q.bbox
    FROM quoted_steps AS q
    JOIN own AS d USING (document_id)
    JOIN numbered AS x USING (decision_id)
    LEFT JOIN items AS i ON i.document_id = x.document_id AND i.paragraph = x.paragraph
    LEFT JOIN letters AS l ON l.decision_id = q.decision_id
    WHERE coalesce(i.telling_id, l.decision_id) IS NOT NULL
),

told AS (
    FROM items
    UNION ALL
    FROM stages
    UNION ALL
    FROM letters
    UNION ALL
    FROM papers
    UNION ALL
    FROM quoted
)

SELECT
    t.*,
    d.sha256,
    m.municipality,
    d.document_type,
    d.year AS document_year,
    count(*) FILTER (t.source = 'item') OVER (PARTITION BY t.document_id) AS items
FROM told AS t
JOIN own AS d USING (document_id)
JOIN municipalities AS m USING (municipality_code)
ORDER BY t.document_id, len(t.telling_id), t.telling_id
