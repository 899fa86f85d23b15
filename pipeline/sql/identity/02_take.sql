-- Documents of no certain kommun take that of the others in their folder, or in one of the two above it: in the nearest
-- one where two or more documents name a kommun these must all name the same. Other kommuner's papers lie among a
-- kommun's own, so the document must have something of it too: its name in the text, the board of one of the others
-- or its arbetsutskott, or a diarienummer of the same register and form.
WITH folders AS (
    SELECT
        document_id,
        municipality_code,
        split_part(committee, 's ', 1) AS board,
        regexp_replace(registration_number, '[0-9]+', '#', 'g') AS register,
        level,
        array_to_string(list_slice(string_split(source_uri, '/'), 1, -1 - level), '/') AS folder
    FROM documents, (VALUES (1), (2), (3)) AS levels (level)
    WHERE len(string_split(source_uri, '/')) > level + 3
),

named AS (
    SELECT
        folder,
        list(DISTINCT municipality_code) AS codes,
        list(DISTINCT board) AS boards,
        list(DISTINCT register) AS registers
    FROM folders
    WHERE municipality_code IS NOT NULL
    GROUP BY folder
    HAVING count(DISTINCT document_id) >= 2
),

nearest AS (
    SELECT f.document_id, arg_min(n.codes, f.level) AS codes,
        bool_or(list_contains(n.boards, f.board) OR list_contains(n.registers, f.register)) AS of_its_boards
    FROM folders AS f
    JOIN named AS n USING (folder)
    WHERE f.municipality_code IS NULL
    GROUP BY f.document_id
    HAVING len(codes) = 1
)

UPDATE documents
SET municipality_code = m.municipality_code, identity_source = 'folder'
FROM nearest AS o
JOIN municipalities AS m ON m.municipality_code = o.codes[1]
WHERE o.document_id = documents.document_id AND documents.identity_source = 'read'
    AND (
        o.of_its_boards
        OR EXISTS (
            SELECT 1 FROM sections AS s
            WHERE s.document_id = o.document_id
                AND contains(concat_ws(' ', s.heading, s.text), m.municipality)
        )
        OR EXISTS (
            SELECT 1 FROM tables AS t
            JOIN cells AS c USING (table_id)
            WHERE t.document_id = o.document_id AND contains(coalesce(c.text, ''), m.municipality)
        )
    )
