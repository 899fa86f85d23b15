-- Lines of financial tables that are, or look like, the net cost of the document's board (of a plan or report of the
-- whole kommun: of the kommun) for the document's year, with what proves it or leaves it in doubt: one row per line and
-- column. municipality_comparison takes those without a doubt.
-- municipality: Name of the kommun.
-- committee: Board whose document it is; empty for those of the whole kommun.
-- year: Calendar year of the document and of the amount.
-- period: Part of the year that the document reports on: T1, T2, T3, helår or plan.
-- measure: What the amount is: budget, forecast or outcome, each of the whole year.
-- label: Label of the line as printed.
-- column_text: Header of the column.
-- amount_text: Amount as printed.
-- net_sek: The amount as a cost in SEK: income exceeding costs is negative; empty where nothing tells which sign costs have.
-- proof: What says that the line is the net: chosen (a person, in net_lines.csv), net_label (it is named nettokostnad),
-- board_sum (it sums what bears the board's name), net_table (it sums a table of net costs), income_and_cost (a result of
-- nothing but income and costs, at least half of the costs), same_amount (a sum with the amount of such a line) or frame
-- (it is named the board's ram, of budgets only); empty where nothing does.
-- doubt: What leaves it open all the same: other_body (minutes and letters tell of others too), part_perhaps (a title or
-- heading over it, or its group, holds words that may name a part), several_boards (they speak of all boards), unverified
-- (as in budget_lines.verified), unknown_sign, or no_proof; empty for a line that counts.
-- unclear_words: Words over the line that may name a part of the board.
-- rank: 1 for a person's choice, 2 for nets, 3 for frames; the lowest number goes first.
-- step_sek: Smallest difference in SEK that the printed amount can tell.
-- file_name: File of the document.
-- page: Page of the line, counted from 1.
-- bbox: Box of the amount on the page: left, top, right, bottom in points from the top left corner.
-- document_id: Identifier of the document.
-- table_id: Identifier of the table.
-- row: Row of the table.
WITH counted AS (
    -- amounts of whole years in the tables of what is run, with their label in plain small letters
    SELECT
        b.* REPLACE (b.bbox::DOUBLE[] AS bbox),
        d.municipality_code,
        d.committee,
        d.period,
        d.document_type,
        d.file_name,
        ' ' || trim(regexp_replace(lower(b.label), '[^\p{L}:-]+', ' ', 'g')) || ' ' AS plain_label,
        lower(d.committee) AS board,
        EXISTS (SELECT 1 FROM net_choices AS c WHERE c.table_id = b.table_id AND c.row = b.row) AS is_chosen
    FROM budget_lines AS b
    JOIN documents AS d ON d.document_id = b.document_id AND d.year = b.year
    WHERE d.superseded_by IS NULL
        AND d.municipality_code IS NOT NULL
        AND b.measure IN ('budget', 'forecast', 'outcome')
        AND (b.statement IN ('resultat', 'driftredovisning', 'driftbudget') OR is_chosen)
        AND b.amount_sek IS NOT NULL
        AND (b.as_of IS NULL OR (month(b.as_of) = 12 AND day(b.as_of) = 31))
        AND (b.measure <> 'outcome' OR d.period IN ('T3', 'helår'))
        AND NOT contains(lower(b.column_text), 'koncern')
),

labels AS (
    -- what is left of each label without the board's name and the words of a sum
    SELECT
        plain_label,
        board,
        coalesce(contains(plain_label, ' ' || board || ' ') OR contains(plain_label, ' ' || board || 's '), false) AS names_board,
        array_to_string(
            list_filter(
                string_split(
                    trim(
                        replace(
                            replace(plain_label, ' ' || coalesce(board, chr(0)) || ' ', '  '),
                            ' ' || coalesce(board, chr(0)) || 's ', '  '
                        )
                    ),
                    ' '
                ),
                lambda word: word <> '' AND NOT list_contains(sums, word)
            ),
            ' '
        ) AS core
    FROM (SELECT DISTINCT plain_label, board FROM counted),
        (SELECT list(word) AS sums FROM sum_words WHERE meaning = 'total')
),

named AS (
    SELECT
        c.*,
        l.names_board,
        l.core,
        k.meaning AS label_kind,
        s.meaning AS side,
        coalesce(f.meaning = 'income', false) AS is_income,
        EXISTS (SELECT 1 FROM sum_words AS w WHERE w.word = lower(trim(c.section)) AND w.meaning IN ('income', 'cost')) AS in_side
    FROM counted AS c
    JOIN labels AS l ON l.plain_label = c.plain_label AND l.board IS NOT DISTINCT FROM c.board
    LEFT JOIN net_words AS k ON k.word = l.core AND k.meaning IN ('net', 'frame', 'result')
    LEFT JOIN sum_words AS s ON s.word = l.core AND s.meaning IN ('income', 'cost')
    LEFT JOIN sum_words AS f ON f.word = string_split(l.core, ' ')[1]
),

signs AS (
    -- the sign of costs in the table's part: of the lines that are named costs, else of most lines but income and sums
    SELECT
        table_id,
        section,
        sign(
            CASE
                WHEN count_if(side = 'cost') > 0
                THEN count_if(side = 'cost' AND amount > 0) - count_if(side = 'cost' AND amount < 0)
                ELSE count_if(amount > 0) - count_if(amount < 0)
            END
        ) AS cost_sign
    FROM named
    WHERE side = 'cost'
        OR (NOT is_total AND label_kind IS DISTINCT FROM 'frame' AND side IS DISTINCT FROM 'income' AND NOT is_income)
    GROUP BY ALL
),

sides AS (
    -- the one line of income and the one of costs over a result
    SELECT table_id, section, column_text, sum(amount) AS result, max(abs(amount)) FILTER (side = 'cost') AS costs
    FROM named
    WHERE side IS NOT NULL
    GROUP BY ALL
    HAVING count_if(side = 'income') = 1 AND count_if(side = 'cost') = 1
),

placed AS (
    -- the lines that may be a net, with the words over them
    SELECT
        n.*,
        c.cost_sign,
        lower(concat_ws(' ', n.table_title, s.heading, p.heading)) AS over_table,
        lower(m.municipality) AS kommun,
        n.is_total AND (n.core = '' OR n.label_kind = 'result') AS is_bare_sum,
        coalesce(n.label_kind = 'result' AND i.result = n.amount AND abs(n.amount) >= 0.5 * i.costs, false) AS is_difference
    FROM named AS n
    JOIN municipalities AS m USING (municipality_code)
    LEFT JOIN tables AS t ON t.table_id = n.table_id
    LEFT JOIN sections AS s ON s.section_id = t.section_id
    LEFT JOIN sections AS p ON p.section_id = s.parent_id
    LEFT JOIN signs AS c ON c.table_id = n.table_id AND c.section IS NOT DISTINCT FROM n.section
    LEFT JOIN sides AS i
        ON i.table_id = n.table_id AND i.section IS NOT DISTINCT FROM n.section AND i.column_text = n.column_text
    WHERE n.is_chosen OR n.label_kind IS NOT NULL OR (n.core = '' AND n.is_total)
),

titles AS (
    -- the words over a line that are neither the board's nor the kommun's name, and say more than what a table is
    SELECT
        over_table,
        section,
        board,
        kommun,
        list(DISTINCT word) FILTER (is_several) AS several,
        list(DISTINCT word ORDER BY word) FILTER (NOT is_several) AS unclear
    FROM (
        SELECT t.*, EXISTS (SELECT 1 FROM net_words AS w WHERE w.meaning = 'several' AND w.word = t.word) AS is_several
        FROM (
            SELECT
                over_table,
                section,
                board,
                kommun,
                unnest(
                    regexp_extract_all(
                        replace(
                            replace(lower(concat_ws(' ', over_table, section)), coalesce(board, chr(0)), ' '),
                            kommun, ' '
                        ),
                        '\p{L}+'
                    )
                ) AS word
            FROM (SELECT DISTINCT over_table, section, board, kommun FROM placed)
        ) AS t
        WHERE len(word) > 1
            AND NOT EXISTS (SELECT 1 FROM net_words AS w WHERE w.meaning = 'general' AND w.word = t.word)
            AND NOT EXISTS (
                SELECT 1 FROM net_words AS w
                WHERE w.meaning = 'general_ending' AND (ends_with(t.word, w.word) OR ends_with(t.word, w.word || 's'))
            )
    )
    GROUP BY ALL
),

doubted AS (
    SELECT
        l.*,
        t.unclear,
        CASE
            WHEN l.is_chosen THEN 'chosen'
            WHEN l.in_side THEN NULL
            WHEN l.label_kind = 'net' THEN 'net_label'
            WHEN l.core = '' AND l.names_board AND l.is_total THEN 'board_sum'
            WHEN l.core = '' AND l.is_total AND l.committee IS NOT NULL
                AND regexp_matches(l.over_table, '\bnettokostnad') THEN 'net_table'
            WHEN l.is_difference AND l.committee IS NOT NULL THEN 'income_and_cost'
            WHEN l.measure = 'budget' AND l.committee IS NOT NULL AND l.label_kind = 'frame' THEN 'frame'
        END AS by_words,
        CASE
            WHEN l.is_chosen THEN NULL
            WHEN l.document_type IN ('protokoll', 'tjänsteskrivelse', 'kallelse') THEN 'other_body'
            WHEN l.committee IS NOT NULL AND t.several IS NOT NULL THEN 'several_boards'
            WHEN t.unclear IS NOT NULL THEN 'part_perhaps'
            WHEN NOT l.verified THEN 'unverified'
            WHEN by_words <> 'frame' AND coalesce(l.cost_sign, 0) = 0 THEN 'unknown_sign'
        END AS by_place
    FROM placed AS l
    LEFT JOIN titles AS t
        ON t.over_table = l.over_table AND t.section IS NOT DISTINCT FROM l.section
        AND t.board IS NOT DISTINCT FROM l.board AND t.kommun = l.kommun
    WHERE by_words IS NOT NULL OR l.is_bare_sum
),

proven_amounts AS (
    SELECT document_id, measure, amount_sek
    FROM doubted
    WHERE by_words IN ('net_label', 'board_sum', 'net_table') AND by_place IS NULL AND amount_sek <> 0
),

same_lines AS (
    SELECT DISTINCT d.table_id, d.row
    FROM doubted AS d
    JOIN proven_amounts AS p USING (document_id, measure, amount_sek)
    WHERE d.by_words IS NULL
),

judged AS (
    SELECT
        d.*,
        coalesce(d.by_words, CASE WHEN s.row IS NOT NULL THEN 'same_amount' END) AS proof,
        CASE
            WHEN d.by_words IS NULL AND s.row IS NULL THEN 'no_proof'
            -- the amount proves more than the words over the table
            WHEN d.by_words IS NULL AND d.by_place IN ('part_perhaps', 'several_boards') THEN NULL
            ELSE d.by_place
        END AS doubt
    FROM doubted AS d
    LEFT JOIN same_lines AS s ON s.table_id = d.table_id AND s.row = d.row
)

SELECT
    m.municipality,
    j.committee,
    j.year,
    j.period,
    j.measure,
    j.label,
    j.column_text,
    j.amount_text,
    CASE
        WHEN j.proof = 'frame' THEN abs(j.amount_sek)
        WHEN j.cost_sign <> 0 THEN (j.cost_sign * j.amount_sek)::BIGINT
        WHEN j.proof = 'chosen' THEN abs(j.amount_sek)
    END AS net_sek,
    j.proof,
    j.doubt,
    nullif(array_to_string(list_sort(j.unclear), ', '), '') AS unclear_words,
    CASE WHEN j.proof = 'chosen' THEN 1 WHEN j.proof = 'frame' THEN 3 WHEN j.proof IS NOT NULL THEN 2 END AS rank,
    CASE j.unit WHEN 'mkr' THEN 1000000 WHEN 'tkr' THEN 1000 ELSE 1 END
        / pow(10, len(regexp_extract(j.amount_text, '[.,](\d{1,2})\D*$', 1))) AS step_sek,
    j.file_name,
    j.page,
    j.bbox,
    j.document_id,
    j.table_id,
    j.row
FROM judged AS j
JOIN municipalities AS m USING (municipality_code)
