ALTER TABLE decisions ADD COLUMN background VARCHAR;
ALTER TABLE decisions ADD COLUMN assessment VARCHAR;
ALTER TABLE decisions ADD COLUMN motions VARCHAR;
ALTER TABLE decisions ADD COLUMN procedure VARCHAR;
ALTER TABLE decisions ADD COLUMN reservations VARCHAR;
ALTER TABLE decisions ADD COLUMN statements VARCHAR;
ALTER TABLE decisions ADD COLUMN recusals VARCHAR;
ALTER TABLE decisions ADD COLUMN appeal VARCHAR;
COMMENT ON COLUMN decisions.kind IS 'Whether it is a proposal (förslag), a decision (beslut) or an item of a meeting without either (information).';
COMMENT ON COLUMN decisions.text IS 'What is decided or proposed; several points are separated by line breaks. Of an item without decision its text.';
COMMENT ON COLUMN decisions.background IS 'Background and summary of the matter, and text under no label, word for word.';
COMMENT ON COLUMN decisions.assessment IS 'Assessments, reasons and consequences as the item tells them, word for word.';
COMMENT ON COLUMN decisions.motions IS 'What members moved at the meeting (yrkanden), word for word.';
COMMENT ON COLUMN decisions.procedure IS 'How the decision was reached: order of proposals, votes and their result, word for word.';
COMMENT ON COLUMN decisions.reservations IS 'Who did not agree, and why (reservationer), word for word.';
COMMENT ON COLUMN decisions.statements IS 'Notes and statements that members had entered in the minutes, word for word.';
COMMENT ON COLUMN decisions.recusals IS 'Who took no part because of an interest of their own (jäv), word for word.';
COMMENT ON COLUMN decisions.appeal IS 'How the decision may be appealed, word for word.';

CREATE TABLE meetings (
    document_id VARCHAR NOT NULL,
    body VARCHAR,
    meeting_date DATE,
    place_time VARCHAR,
    adjusters VARCHAR,
    adjusted VARCHAR,
    paragraphs VARCHAR,
    notice VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE meetings IS 'Meetings as the title pages of their minutes describe them, one row per protocol.';
COMMENT ON COLUMN meetings.document_id IS 'The minutes.';
COMMENT ON COLUMN meetings.body IS 'Body that met.';
COMMENT ON COLUMN meetings.meeting_date IS 'Date of the meeting.';
COMMENT ON COLUMN meetings.place_time IS 'Place and time as printed.';
COMMENT ON COLUMN meetings.adjusters IS 'Who was chosen to approve the minutes, as printed.';
COMMENT ON COLUMN meetings.adjusted IS 'Place and time of the approval, as printed.';
COMMENT ON COLUMN meetings.paragraphs IS 'Numbers of the items, as printed.';
COMMENT ON COLUMN meetings.notice IS 'Notice of the approval (anslag/bevis) with its dates, as printed.';
COMMENT ON COLUMN meetings.page IS 'Page, counted from 1, where the description begins.';
COMMENT ON COLUMN meetings.bbox IS 'Box of its first line on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE attendance (
    document_id VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    list_text VARCHAR NOT NULL,
    role VARCHAR,
    name VARCHAR NOT NULL,
    party VARCHAR,
    title VARCHAR,
    note VARCHAR,
    present BOOLEAN,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE attendance IS 'Persons that minutes list as taking part in the meeting, one row per name and list.';
COMMENT ON COLUMN attendance.document_id IS 'The minutes.';
COMMENT ON COLUMN attendance.row IS 'Place in the minutes, from 1.';
COMMENT ON COLUMN attendance.list_text IS 'Heading of the list, as printed.';
COMMENT ON COLUMN attendance.role IS 'What the list makes of the person: ledamot, tjänstgörande ersättare, ersättare, tjänsteperson, övrig or frånvarande; empty where its heading says none of these.';
COMMENT ON COLUMN attendance.name IS 'Name as printed.';
COMMENT ON COLUMN attendance.party IS 'Party as printed, without brackets.';
COMMENT ON COLUMN attendance.title IS 'Office or title as printed, such as ordförande.';
COMMENT ON COLUMN attendance.note IS 'What else stands by the name: items or hours, whom the person stands in for.';
COMMENT ON COLUMN attendance.present IS 'Whether a box or column by the name says that the person was there; empty where there is none.';
COMMENT ON COLUMN attendance.page IS 'Page, counted from 1.';
COMMENT ON COLUMN attendance.bbox IS 'Box of the line on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE signatures (
    document_id VARCHAR NOT NULL,
    role_text VARCHAR,
    name VARCHAR NOT NULL,
    signed_on DATE,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE signatures IS 'Names under minutes, one row per name and place.';
COMMENT ON COLUMN signatures.document_id IS 'The minutes.';
COMMENT ON COLUMN signatures.role_text IS 'What the person signs as, as printed; empty where only a name and a date stand.';
COMMENT ON COLUMN signatures.name IS 'Name as printed.';
COMMENT ON COLUMN signatures.signed_on IS 'Date printed beside the name.';
COMMENT ON COLUMN signatures.page IS 'Page, counted from 1.';
COMMENT ON COLUMN signatures.bbox IS 'Box of the name on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE decision_links (
    decision_id VARCHAR NOT NULL,
    to_document_id VARCHAR NOT NULL,
    to_assignment_id VARCHAR,
    evidence VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    decision VARCHAR NOT NULL
);
COMMENT ON TABLE decision_links IS 'Decisions and proposals with the plan or report, or the uppdrag, that they are about.';
COMMENT ON COLUMN decision_links.decision_id IS 'Decision or proposal in minutes or a letter.';
COMMENT ON COLUMN decision_links.to_document_id IS 'Document that it is about, or that the uppdrag stands in.';
COMMENT ON COLUMN decision_links.to_assignment_id IS 'Uppdrag that it gives or follows up; empty where it is about the document as a whole.';
COMMENT ON COLUMN decision_links.evidence IS 'What the two share: diarienummer, title, date; several joined by a comma and a space.';
COMMENT ON COLUMN decision_links.score IS 'Likeness of the titles, from 0 (nothing in common) to 100 (identical).';
COMMENT ON COLUMN decision_links.decision IS 'Standing of the link: auto (the evidence is exact and no other fits as well) or review (waits for a person).';
