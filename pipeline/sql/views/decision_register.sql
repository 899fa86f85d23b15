-- Decisions and proposals of bodies' own minutes and extracts, one row per meeting and §, with the matter that each is a
-- step of. Where minutes and an extract tell the same §, the minutes count.
-- municipality: Name of the kommun.
-- body: Body that met.
-- meeting_date: Day of the meeting.
-- paragraph: The § there.
-- title: Title of the item as printed.
-- registration_number: Diarienummer as printed.
-- kind: beslut (decision) or förslag (proposal to another body).
-- outcome: What came of it: approved, rejected, answered, returned, postponed, noted or proposed; empty where the words don't say for certain.
-- text: What is decided or proposed, word for word.
-- yes: Votes for yes in its last vote; empty without one.
-- no: Votes for no in it.
-- matter: Title of its matter.
-- matter_kind: Kind of that matter.
-- matter_status: Where that matter stands now.
-- file_name: File of the minutes or extract.
-- page: Page of the item, counted from 1.
-- matter_id: The matter, as matter() takes it.
-- id: The record for kommunplan show.
SELECT
    k.municipality,
    s.body,
    s.on_date AS meeting_date,
    s.paragraph,
    x.title,
    x.registration_number,
    x.kind,
    s.outcome,
    x.text,
    v.yes,
    v.no,
    m.title AS matter,
    m.kind AS matter_kind,
    m.status AS matter_status,
    d.file_name,
    s.page,
    s.matter_id,
    s.decision_id AS id
FROM matter_steps AS s
JOIN matters AS m USING (matter_id)
JOIN municipalities AS k USING (municipality_code)
JOIN documents AS d USING (document_id)
JOIN decisions AS x USING (decision_id)
LEFT JOIN (
    SELECT decision_id, arg_max(yes, ordinal) AS yes, arg_max("no", ordinal) AS "no" FROM votes GROUP BY decision_id
) AS v USING (decision_id)
WHERE s.told_by = 'own' AND s.paragraph IS NOT NULL AND x.kind <> 'information'
