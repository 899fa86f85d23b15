-- Where the words stand, all of them and in any order, in titles, texts, comments and cells of tables: FROM
-- find('digital vård'). A word is found inside longer ones; capitals and accents make no difference, å, ä and ö do.
-- A cell is left out where a record read from its page holds the same text. The id is what kommunplan show takes.
CREATE OR REPLACE MACRO find(words) AS TABLE
WITH texts AS (
    SELECT 1 AS place, 'goal' AS kind, goal_id AS id, document_id, page,
        concat_ws(' · ', title, text, area, baseline, rationale, measure, addressed_to, supports, comment) AS text
    FROM goals
    UNION ALL
    SELECT 2, 'activity', activity_id, document_id, page,
        concat_ws(' · ', title || coalesce(' (' || kind_text || ')', ''), responsible, collaboration, purpose, contact, comment)
    FROM activities
    UNION ALL
    SELECT 3, 'indicator', indicator_id, document_id, page, concat_ws(' · ', name, area, comment)
    FROM indicators
    UNION ALL
    SELECT 4, 'assignment', assignment_id, document_id, page,
        concat_ws(' · ', title, directive, given_by, given_to, schedule, reporting, financing, area, follow_up)
    FROM assignments
    UNION ALL
    SELECT 5, 'decision', decision_id, document_id, page, concat_ws(' · ', title, text, registration_number)
    FROM decisions
    UNION ALL
    SELECT 6, 'budget line', table_id || '-r' || "row", document_id, min(page),
        concat_ws(' · ', any_value(section), any_value(code), label, any_value(note))
    FROM budget_lines
    GROUP BY document_id, table_id, "row", label
    UNION ALL
    SELECT 7, 'follow-up', document_id || '-p' || page, document_id, page, concat_ws(' · ', label, due_text, comment)
    FROM followups
    UNION ALL
    SELECT 8, 'section', section_id, document_id, page, concat_ws(' · ', nullif(heading, ''), text)
    FROM sections
    UNION ALL
    SELECT 9, 'footnote', document_id || '-p' || page, document_id, page, text
    FROM footnotes
    UNION ALL
    SELECT 10, 'cell', c.table_id || '-r' || c."row" || 'c' || c.col, t.document_id, c.page, c.text
    FROM cells AS c
    JOIN tables AS t USING (table_id)
),

wanted AS (
    SELECT list_filter(string_split(folded(words), ' '), lambda word: word <> '') AS needles
),

hits AS (
    SELECT t.*, folded(t.text) AS plain, w.needles
    FROM texts AS t
    CROSS JOIN wanted AS w
    WHERE list_bool_and(list_transform(w.needles, lambda word: contains(folded(t.text), word)))
),

told AS (
    SELECT h.*
    FROM hits AS h
    WHERE h.kind <> 'cell'
        OR NOT EXISTS (
            SELECT 1 FROM hits AS r
            WHERE r.kind <> 'cell' AND r.document_id = h.document_id AND r.page = h.page AND contains(r.plain, h.plain)
        )
)

SELECT
    h.kind,
    m.municipality,
    d.committee,
    d.year,
    d.period,
    trim(regexp_replace(substr(h.text, greatest(1, instr(h.plain, h.needles[1]) - 60), 200), '\s+', ' ', 'g')) AS excerpt,
    d.file_name,
    h.page,
    h.id
FROM told AS h
JOIN documents AS d USING (document_id)
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL
ORDER BY h.place, m.municipality, d.year DESC, d.period DESC, d.file_name, h.page, h.id
