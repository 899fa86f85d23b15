-- A cell belongs to its table, and the table to its document: joining the two by table_id must not meet a second document_id.
ALTER TABLE cells DROP COLUMN document_id;
