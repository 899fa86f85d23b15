-- How well each document was read: one row per document, with counts of what came out and what does not agree.
-- document_id: Identifier of the document.
-- file_name: Name of the file without its folders.
-- municipality_code: Official code of the municipality, four digits.
-- municipality: Name of the municipality; empty where the document does not say it for certain.
-- committee: Board whose document it is.
-- document_type: Type of document, as in documents.document_type.
-- year: First calendar year that the document covers.
-- year_to: Last calendar year that the document covers.
-- period: Part of the year reported on.
-- pages: Number of pages.
-- words: Number of words on all pages.
-- unassigned_words: Words that were read neither as table, text nor page furniture.
-- unassigned_share: Their share of all words, 0 to 1; empty for a document without words.
-- sections: Number of headings with their text.
-- tables: Number of tables found.
-- cells: Number of table cells.
-- goals: Number of goals read.
-- activities: Number of activities read, surveys included.
-- indicators: Number of indicators read.
-- indicator_values: Number of indicator values read.
-- budget_lines: Number of financial figures read.
-- assignments: Number of assignments read.
-- decisions: Number of decisions and proposals read.
-- followups: Number of announced follow-ups read.
-- claims: Number of statements that the document makes about its own figures.
-- claims_reconciled: Whether all those statements agree with the rows read; empty for a document without any.
-- sums_reconciled: Whether printed sums, nets, variances and repeated amounts agree, rounding aside; empty for a document
-- without financial sums.
-- findings_info: Number of findings of severity info.
-- findings_warning: Number of findings of severity warning.
-- findings_error: Number of findings of severity error.
-- not_understood: Number of findings on what looks like a record and became none, or may be one of two kinds: tables, lists,
-- amounts, announced goals, uncertain values, pages without text, and documents that gave nothing.
-- not_understood_where: What these findings are, each kind with its number and first page; empty where there is none.
-- parser_version: Version of the reading program that made the rows.
-- ingested_at: When the rows were stored, in UTC.
-- superseded_by: Corrected document that took its place; all other views leave this one out.
WITH ledger AS (
    SELECT document_id, sum(words)::BIGINT AS words, sum(unassigned)::BIGINT AS unassigned
    FROM page_ledger
    GROUP BY document_id
),

finding_counts AS (
    SELECT
        document_id,
        count(*) FILTER (severity = 'info') AS info,
        count(*) FILTER (severity = 'warning') AS warning,
        count(*) FILTER (severity = 'error') AS error,
        count(*) FILTER (check_name = 'status_count') AS status_count,
        count(*) FILTER (
            severity <> 'info'
            AND check_name IN ('row_sum', 'column_sum', 'column_sum_of_rows', 'net_cost', 'variance', 'cross_table')
        ) AS sums
    FROM findings
    GROUP BY document_id
),

unread_kinds AS (
    SELECT document_id, check_name, count(*) AS number, min(page) AS first_page
    FROM findings
    WHERE check_name IN (
        'nothing_read', 'unread_page', 'unread_part', 'unread_picture', 'unread_table', 'unread_list',
        'unread_amounts', 'unread_goals', 'uncertain_values', 'close_readings'
    )
    GROUP BY ALL
),

unread_counts AS (
    SELECT
        document_id,
        sum(number)::BIGINT AS number,
        string_agg(
            concat(number, ' ', check_name, ' (p. ' || first_page || ')'), ', ' ORDER BY first_page, check_name
        ) AS kinds
    FROM unread_kinds
    GROUP BY document_id
),

claim_counts AS (
    SELECT document_id, count(*) AS claims, count(*) FILTER (kind = 'status_count') AS status_counts
    FROM claims
    GROUP BY document_id
)

SELECT
    d.document_id,
    d.file_name,
    d.municipality_code,
    m.municipality,
    d.committee,
    d.document_type,
    d.year,
    d.year_to,
    d.period,
    d.pages,
    coalesce(l.words, 0) AS words,
    coalesce(l.unassigned, 0) AS unassigned_words,
    l.unassigned / nullif(l.words, 0) AS unassigned_share,
    (SELECT count(*) FROM sections AS x WHERE x.document_id = d.document_id) AS sections,
    (SELECT count(*) FROM tables AS x WHERE x.document_id = d.document_id) AS tables,
    (SELECT count(*) FROM cells JOIN tables AS x USING (table_id) WHERE x.document_id = d.document_id) AS cells,
    (SELECT count(*) FROM goals AS x WHERE x.document_id = d.document_id) AS goals,
    (SELECT count(*) FROM activities AS x WHERE x.document_id = d.document_id) AS activities,
    (SELECT count(*) FROM indicators AS x WHERE x.document_id = d.document_id) AS indicators,
    (SELECT count(*) FROM indicator_values AS x WHERE x.document_id = d.document_id) AS indicator_values,
    (SELECT count(*) FROM budget_lines AS x WHERE x.document_id = d.document_id) AS budget_lines,
    (SELECT count(*) FROM assignments AS x WHERE x.document_id = d.document_id) AS assignments,
    (SELECT count(*) FROM decisions AS x WHERE x.document_id = d.document_id) AS decisions,
    (SELECT count(*) FROM followups AS x WHERE x.document_id = d.document_id) AS followups,
    coalesce(c.claims, 0) AS claims,
    CASE WHEN c.status_counts > 0 THEN coalesce(f.status_count, 0) = 0 END AS claims_reconciled,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM budget_lines AS x
            WHERE x.document_id = d.document_id AND x.amount IS NOT NULL
                AND (x.is_total OR x.measure IN ('variance', 'change', 'project_variance'))
        ) THEN coalesce(f.sums, 0) = 0
    END AS sums_reconciled,
    coalesce(f.info, 0) AS findings_info,
    coalesce(f.warning, 0) AS findings_warning,
    coalesce(f.error, 0) AS findings_error,
    coalesce(u.number, 0) AS not_understood,
    u.kinds AS not_understood_where,
    d.parser_version,
    d.ingested_at,
    d.superseded_by
FROM documents AS d
LEFT JOIN municipalities AS m USING (municipality_code)
LEFT JOIN ledger AS l USING (document_id)
LEFT JOIN finding_counts AS f USING (document_id)
LEFT JOIN unread_counts AS u USING (document_id)
LEFT JOIN claim_counts AS c USING (document_id)
