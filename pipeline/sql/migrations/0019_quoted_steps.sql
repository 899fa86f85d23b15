CREATE TABLE quoted_steps (
    quoted_step_id VARCHAR PRIMARY KEY,
    decision_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    on_date DATE,
    paragraph VARCHAR,
    title VARCHAR,
    text VARCHAR NOT NULL,
    listed BOOLEAN NOT NULL,
    handled BOOLEAN NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE quoted_steps IS 'What items and letters tell of other meetings, by body, day and §: mostly earlier steps of their own matter.';
COMMENT ON COLUMN quoted_steps.quoted_step_id IS 'The mention.';
COMMENT ON COLUMN quoted_steps.decision_id IS 'The item or letter that tells it.';
COMMENT ON COLUMN quoted_steps.document_id IS 'Document that the item stands in.';
COMMENT ON COLUMN quoted_steps.body IS 'Body as printed, such as ''Arbetsutskottet'' or ''BUN AU''.';
COMMENT ON COLUMN quoted_steps.on_date IS 'Day of that meeting; of a day without a year the latest before the item''s own; empty where none is told.';
COMMENT ON COLUMN quoted_steps.paragraph IS 'Its §, such as ''§ 20''; empty where only the day is told.';
COMMENT ON COLUMN quoted_steps.title IS 'Words beside it in the list of papers.';
COMMENT ON COLUMN quoted_steps.text IS 'Sentence or entry that tells it, word for word.';
COMMENT ON COLUMN quoted_steps.listed IS 'Whether it stands among the item''s own papers.';
COMMENT ON COLUMN quoted_steps.handled IS 'Whether the words say that this very matter was handled there, as papers do; else it may be an older rule or decision.';
COMMENT ON COLUMN quoted_steps.page IS 'Page, counted from 1.';
COMMENT ON COLUMN quoted_steps.bbox IS 'Box of its line on that page: left, top, right, bottom in points from the top left corner.';
