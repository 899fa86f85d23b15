-- The macros of this database that have a comment, with their parameters.
SELECT DISTINCT function_name, parameters, comment
FROM duckdb_functions()
WHERE NOT internal AND function_type IN ('macro', 'table_macro') AND comment IS NOT NULL
ORDER BY function_name
