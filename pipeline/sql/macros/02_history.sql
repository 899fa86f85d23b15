-- One activity through all its documents, the earliest first: FROM history('0123456789abcdef-a7'), with the id of the
-- activity in any of them, or of its track.
CREATE OR REPLACE MACRO history(id) AS TABLE
SELECT
    m.municipality,
    d.committee,
    a.year,
    a.period,
    a.title,
    a.status,
    a.status_text,
    a.responsible,
    a.comment,
    d.file_name,
    a.page,
    a.activity_id
FROM activity_tracks AS this
JOIN activity_tracks AS t USING (track_id)
JOIN activities AS a ON a.activity_id = t.activity_id
JOIN documents AS d USING (document_id)
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE this.activity_id = id
ORDER BY a.year, list_position(['plan', 'T1', 'T2', 'T3', 'helår'], a.period), a.activity_id
