-- Every column of every table and view with what holds it; views before tables, columns in their order.
SELECT
    o.kind,
    o.name,
    o.comment,
    c.column_name,
    c.data_type,
    c.comment AS column_comment
FROM (
    SELECT 'view' AS kind, view_name AS name, comment, view_oid AS oid FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT 'table', table_name, comment, table_oid FROM duckdb_tables() WHERE NOT internal
) AS o
JOIN duckdb_columns() AS c ON c.table_oid = o.oid AND c.table_name = o.name AND NOT c.internal
ORDER BY o.kind DESC, o.name, c.column_index
