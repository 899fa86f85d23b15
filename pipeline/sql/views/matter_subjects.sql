-- The plans, reports and uppdrag that matters are about, by the links of their decisions (decision_links).
-- municipality: Name of the kommun.
-- matter: Title of the matter.
-- title: Title of the document.
-- assignment: Title of the uppdrag; empty where the matter is about the document as a whole.
-- document_type: Type of the document.
-- document: File of the plan or report, or of the uppdrag.
-- evidence: What matter and document share: diarienummer, title, date.
-- score: Likeness of the titles, 0 to 100.
-- decision: Standing of the link: auto or review (waits for a person).
-- matter_id: The matter, as matter() takes it.
-- to_document_id: Identifier of the document.
-- to_assignment_id: Identifier of the uppdrag; empty where there is none.
SELECT DISTINCT ON (s.matter_id, l.to_document_id, l.to_assignment_id)
    k.municipality,
    m.title AS matter,
    d.title,
    a.title AS assignment,
    d.document_type,
    d.file_name AS document,
    l.evidence,
    l.score,
    l.decision,
    s.matter_id,
    l.to_document_id,
    l.to_assignment_id
FROM matter_steps AS s
JOIN matters AS m USING (matter_id)
JOIN municipalities AS k USING (municipality_code)
JOIN decision_links AS l USING (decision_id)
JOIN documents AS d ON d.document_id = l.to_document_id
LEFT JOIN assignments AS a ON a.assignment_id = l.to_assignment_id
WHERE s.told_by = 'own' AND s.decision IN ('auto', 'confirmed')
    AND l.to_document_id NOT IN (SELECT o.document_id FROM matter_steps AS o WHERE o.matter_id = s.matter_id)
ORDER BY s.matter_id, l.to_document_id, l.to_assignment_id, l.decision, l.score DESC
