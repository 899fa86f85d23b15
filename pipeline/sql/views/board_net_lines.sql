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
WITH words AS (
    SELECT
        list(word) FILTER (meaning = 'net') AS net,
        list(word) FILTER (meaning = 'frame') AS frame,
        list(word) FILTER (meaning = 'result') AS result,
        list(word) FILTER (meaning = 'general') AS general,
        list(word) FILTER (meaning = 'several') AS several,
        '(' || string_agg(word, '|') FILTER (meaning = 'general_ending') || ')s?$' AS general_ending,
        (SELECT list(word) FROM sum_words WHERE meaning = 'total') AS sums,
        (SELECT list(word) FROM sum_words WHERE meaning = 'income') AS income,
        (SELECT list(word) FROM sum_words WHERE meaning = 'cost') AS cost
    FROM net_words
),

counted AS (
    -- amounts of whole years in the tables of what is run, with their label in plain small letters
    SELECT
        b.* REPLACE (b.bbox::DOUBLE[] AS bbox),
        d.municipality_code,
        d.committee,
        d.period,
        d.document_type,
        d.file_name,
        ' ' || trim(regexp_replace(lower(b.label), '[^\p{L}:-]+', ' ', 'g')) || ' ' AS plain_label,
        coalesce('\b' || regexp_escape(lower(d.committee)) || 's?\b', '^$') AS board,
        coalesce('\b' || regexp_escape(lower(m.municipality)) || 's?\b', '^$') AS kommun,
        concat_ws(' ', b.table_title, s.heading, p.heading) AS over_table,
        EXISTS (SELECT 1 FROM net_choices AS c WHERE c.table_id = b.table_id AND c.row = b.row) AS is_chosen
    FROM budget_lines AS b
    JOIN documents AS d ON d.document_id = b.document_id AND d.year = b.year
    JOIN municipalities AS m USING (municipality_code)
    LEFT JOIN tables AS t ON t.table_id = b.table_id
    LEFT JOIN sections AS s ON s.section_id = t.section_id
    LEFT JOIN sections AS p ON p.section_id = s.parent_id
    WHERE d.superseded_by IS NULL
        AND b.measure IN ('budget', 'forecast', 'outcome')
        AND (b.statement IN ('resultat', 'driftredovisning', 'driftbudget') OR is_chosen)
        AND b.amount_sek IS NOT NULL
        AND (b.as_of IS NULL OR (month(b.as_of) = 12 AND day(b.as_of) = 31))
        AND (b.measure <> 'outcome' OR d.period IN ('T3', 'helår'))
        AND NOT contains(lower(b.column_text), 'koncern')
),

named AS (
    SELECT
        c.*,
        regexp_matches(c.plain_label, c.board) AS names_board,
        array_to_string(
            list_filter(
                string_split(trim(regexp_replace(c.plain_label, c.board, ' ', 'g')), ' '),
                lambda word: word <> '' AND NOT list_contains(w.sums, word)
            ),
            ' '
        ) AS core,
        w.*
    FROM counted AS c, words AS w
),

signs AS (
    -- the sign of costs in the table's part: of the lines that are named costs, else of most lines but income and sums
    SELECT
        table_id, section,
        sign(
            CASE
                WHEN count_if(list_contains(cost, core)) > 0
                THEN count_if(list_contains(cost, core) AND amount > 0) - count_if(list_contains(cost, core) AND amount < 0)
                ELSE count_if(amount > 0) - count_if(amount < 0)
            END
        ) AS cost_sign
    FROM named
    WHERE list_contains(cost, core)
        OR (
            NOT is_total AND NOT list_contains(frame, core)
            AND NOT list_contains(income, core) AND NOT list_contains(income, string_split(core, ' ')[1])
        )
    GROUP BY ALL
),

sides AS (
    -- the one line of income and the one of costs over a result
    SELECT
        table_id, section, column_text,
        sum(amount) AS result,
        max(abs(amount)) FILTER (list_contains(cost, core)) AS costs
    FROM named
    WHERE list_contains(income, core) OR list_contains(cost, core)
    GROUP BY ALL
    HAVING count_if(list_contains(income, core)) = 1 AND count_if(list_contains(cost, core)) = 1
),

kinds AS (
    SELECT
        n.*,
        s.cost_sign,
        CASE
            WHEN n.is_chosen THEN 'chosen'
            WHEN list_contains(n.income, lower(trim(n.section))) OR list_contains(n.cost, lower(trim(n.section))) THEN NULL
            WHEN list_contains(n.net, n.core) THEN 'net_label'
            WHEN n.core = '' AND n.names_board AND n.is_total THEN 'board_sum'
            WHEN n.core = '' AND n.is_total AND n.committee IS NOT NULL
                AND regexp_matches(lower(n.over_table), '\bnettokostnad') THEN 'net_table'
            WHEN list_contains(n.result, n.core) AND n.committee IS NOT NULL
                AND i.result = n.amount AND abs(n.amount) >= 0.5 * i.costs THEN 'income_and_cost'
            WHEN n.measure = 'budget' AND n.committee IS NOT NULL AND list_contains(n.frame, n.core) THEN 'frame'
        END AS by_words,
        n.is_total AND (n.core = '' OR list_contains(n.result, n.core)) AS is_bare_sum,
        list_distinct(
            list_filter(
                regexp_extract_all(
                    regexp_replace(
                        regexp_replace(lower(concat_ws(' ', n.over_table, n.section)), n.board, ' ', 'g'), n.kommun, ' ', 'g'
                    ),
                    '\p{L}+'
                ),
                lambda word: len(word) > 1 AND NOT list_contains(n.general, word)
                    AND NOT regexp_matches(word, n.general_ending)
            )
        ) AS open_words
    FROM named AS n
    LEFT JOIN signs AS s ON s.table_id = n.table_id AND s.section IS NOT DISTINCT FROM n.section
    LEFT JOIN sides AS i
        ON i.table_id = n.table_id AND i.section IS NOT DISTINCT FROM n.section AND i.column_text = n.column_text
),

doubted AS (
    SELECT
        *,
        list_filter(open_words, lambda word: NOT list_contains(several, word)) AS unclear,
        CASE
            WHEN by_words = 'chosen' THEN NULL
            WHEN document_type IN ('protokoll', 'tjänsteskrivelse', 'kallelse') THEN 'other_body'
            WHEN committee IS NOT NULL AND list_has_any(open_words, several) THEN 'several_boards'
            WHEN len(list_filter(open_words, lambda word: NOT list_contains(several, word))) > 0 THEN 'part_perhaps'
            WHEN NOT verified THEN 'unverified'
            WHEN by_words <> 'frame' AND coalesce(cost_sign, 0) = 0 THEN 'unknown_sign'
        END AS by_place
    FROM kinds
    WHERE by_words IS NOT NULL OR is_bare_sum
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
