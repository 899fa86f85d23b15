-- A line that a person named in net_lines.csv and that isn't read on that page any more.
SELECT
    document_id,
    'warning' AS severity,
    format('net_lines.csv names ''{}'' on page {} as the net cost; no line there has this label: choose anew or delete the line', label, page) AS message,
    label AS stated,
    label,
    page
FROM net_choices
WHERE table_id IS NULL
