CREATE TABLE matters (
    matter_id VARCHAR PRIMARY KEY,
    municipality_code VARCHAR,
    title VARCHAR NOT NULL,
    kind VARCHAR,
    status VARCHAR,
    first_date DATE,
    last_date DATE
);
COMMENT ON TABLE matters IS 'Matters (ärenden), each followed through the bodies that handle it. Made anew for a kommun whenever one of its documents has changed.';
COMMENT ON COLUMN matters.matter_id IS 'The matter; the same as long as its first step is.';
COMMENT ON COLUMN matters.municipality_code IS 'Kommun: SCB''s four digits.';
COMMENT ON COLUMN matters.title IS 'Title of its last step that has one of its own.';
COMMENT ON COLUMN matters.kind IS 'Kind as its titles and texts say: motion, initiativärende, interpellation, fråga, medborgarförslag, remiss, uppföljning, budget, val or övrigt; empty where they say several.';
COMMENT ON COLUMN matters.status IS 'Where it stands after its last step: open, decided, returned, postponed or withdrawn; empty where that step doesn''t say.';
COMMENT ON COLUMN matters.first_date IS 'Day of its first step.';
COMMENT ON COLUMN matters.last_date IS 'Day of its last step.';

CREATE TABLE matter_numbers (
    matter_id VARCHAR NOT NULL,
    number_text VARCHAR NOT NULL,
    unit VARCHAR,
    year INTEGER,
    number INTEGER
);
COMMENT ON TABLE matter_numbers IS 'Diarienummer of matters: each body that handles one may give it a number of its own.';
COMMENT ON COLUMN matter_numbers.matter_id IS 'The matter.';
COMMENT ON COLUMN matter_numbers.number_text IS 'Number as printed.';
COMMENT ON COLUMN matter_numbers.unit IS 'Letters of the register, in capitals: ''KS''; empty where none are printed.';
COMMENT ON COLUMN matter_numbers.year IS 'Year in it; of two digits that of this century.';
COMMENT ON COLUMN matter_numbers.number IS 'Number within the year.';

CREATE TABLE matter_steps (
    step_id VARCHAR PRIMARY KEY,
    matter_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    document_id VARCHAR NOT NULL,
    decision_id VARCHAR,
    body VARCHAR,
    on_date DATE,
    paragraph VARCHAR,
    title VARCHAR,
    stage VARCHAR NOT NULL,
    outcome VARCHAR,
    outcome_text VARCHAR,
    told_by VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    score DOUBLE,
    decision VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE matter_steps IS 'Steps of matters: one per kommun, body, day and §, told by the body''s own minutes where they are stored, else by the item that quotes it.';
COMMENT ON COLUMN matter_steps.step_id IS 'The step; the same as long as kommun, body, day and § are, of a letter as long as its document is.';
COMMENT ON COLUMN matter_steps.matter_id IS 'The matter.';
COMMENT ON COLUMN matter_steps.ordinal IS 'Place in the matter, from 1; a letter, whose day isn''t known, before the first meeting of its year.';
COMMENT ON COLUMN matter_steps.document_id IS 'Document that tells it.';
COMMENT ON COLUMN matter_steps.decision_id IS 'Item or letter in it that tells it; empty for a document without one.';
COMMENT ON COLUMN matter_steps.body IS 'Body that met; of a letter the office that wrote it, where known.';
COMMENT ON COLUMN matter_steps.on_date IS 'Day of the meeting; empty where it isn''t told, as of most letters.';
COMMENT ON COLUMN matter_steps.paragraph IS 'The § there.';
COMMENT ON COLUMN matter_steps.title IS 'Title of the item or letter there, as printed.';
COMMENT ON COLUMN matter_steps.stage IS 'Where the matter was: inlämnad, tjänsteskrivelse, arbetsutskott (every utskott), nämnd, kommunstyrelse, kommunfullmäktige or annan.';
COMMENT ON COLUMN matter_steps.outcome IS 'What came of it: approved, rejected, answered, returned, postponed, noted or proposed; empty where the words don''t say for certain.';
COMMENT ON COLUMN matter_steps.outcome_text IS 'Decision or proposal, or the quoting sentence, word for word.';
COMMENT ON COLUMN matter_steps.told_by IS 'own: the body''s minutes, an extract of them or the letter itself; quoted: another item.';
COMMENT ON COLUMN matter_steps.evidence IS 'What ties it to the matter: own item, diarienummer, title, the § that an item names, a person''s word.';
COMMENT ON COLUMN matter_steps.score IS 'Likeness of its title to that of the step it is tied to, 0 to 100; empty where one has none.';
COMMENT ON COLUMN matter_steps.decision IS 'Standing: auto, review (waits for a person), confirmed or rejected (by a person; views leave it out).';
COMMENT ON COLUMN matter_steps.page IS 'Page, counted from 1.';
COMMENT ON COLUMN matter_steps.bbox IS 'Box on that page: left, top, right, bottom in points from the top left corner.';

COMMENT ON COLUMN link_inputs.links IS 'What was linked: activity_links, decision_links or matters.';
