CREATE TABLE goals (
    goal_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    section_number VARCHAR,
    level VARCHAR NOT NULL,
    area VARCHAR,
    number INTEGER,
    title VARCHAR,
    text VARCHAR NOT NULL,
    baseline VARCHAR,
    rationale VARCHAR,
    measure VARCHAR,
    addressed_to VARCHAR,
    supports VARCHAR,
    fulfilment VARCHAR,
    fulfilment_text VARCHAR,
    trend VARCHAR,
    comment VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE goals IS 'Goals that a plan sets or a report assesses, one row per goal and document.';
COMMENT ON COLUMN goals.goal_id IS 'Identifier of the goal in this document.';
COMMENT ON COLUMN goals.document_id IS 'Document that the goal stands in.';
COMMENT ON COLUMN goals.section_number IS 'Number of the nearest numbered heading above the goal, without a final dot.';
COMMENT ON COLUMN goals.level IS 'Whose goal it is: kommunfullmäktige (the council), nämnd (a board) or övergripande (for the whole organisation).';
COMMENT ON COLUMN goals.area IS 'Goal area: the heading that the goal is sorted under, without its section number.';
COMMENT ON COLUMN goals.number IS 'Number of the goal as printed in its label, heading or list.';
COMMENT ON COLUMN goals.title IS 'Heading of the goal itself; empty where the label stands in the same line as the text.';
COMMENT ON COLUMN goals.text IS 'What is to be achieved, as printed.';
COMMENT ON COLUMN goals.baseline IS 'Situation from which the goal starts (nuläge).';
COMMENT ON COLUMN goals.rationale IS 'Why the goal was chosen (motivering).';
COMMENT ON COLUMN goals.measure IS 'How achievement is to be measured (mått, metod).';
COMMENT ON COLUMN goals.addressed_to IS 'Unit or body that the goal is addressed to (adressering).';
COMMENT ON COLUMN goals.supports IS 'Goal on a higher level that this one contributes to, in the words of the document.';
COMMENT ON COLUMN goals.fulfilment IS 'Assessment of the goal: met, partly or not_met; empty where the document gives none.';
COMMENT ON COLUMN goals.fulfilment_text IS 'Assessment as printed; empty where it is only shown by a colour or a symbol.';
COMMENT ON COLUMN goals.trend IS 'Direction that the document shows: up, flat or down.';
COMMENT ON COLUMN goals.comment IS 'Comment on the goal as a whole.';
COMMENT ON COLUMN goals.page IS 'Page, counted from 1, where the text of the goal begins.';
COMMENT ON COLUMN goals.bbox IS 'Box of that text on the page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE activities (
    activity_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    goal_id VARCHAR,
    section_number VARCHAR,
    row INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind_text VARCHAR,
    kind VARCHAR,
    status_text VARCHAR,
    status VARCHAR,
    status_colour VARCHAR,
    completion DOUBLE,
    starts_on DATE,
    due_on DATE,
    responsible VARCHAR,
    collaboration VARCHAR,
    purpose VARCHAR,
    contact VARCHAR,
    year INTEGER,
    period VARCHAR,
    comment VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE activities IS 'What a municipality plans or reports to do: one row per activity, project, feasibility study, survey or focus area and document.';
COMMENT ON COLUMN activities.activity_id IS 'Identifier of the activity in this document; activity_tracks joins the same activity of several documents.';
COMMENT ON COLUMN activities.document_id IS 'Document that the activity stands in.';
COMMENT ON COLUMN activities.goal_id IS 'Goal that the activity serves; empty where the document names none or several.';
COMMENT ON COLUMN activities.section_number IS 'Number of the nearest numbered heading above the table or list.';
COMMENT ON COLUMN activities.row IS 'Place among the activities of the document, counted from 1.';
COMMENT ON COLUMN activities.title IS 'Name of the activity, without a marker of its kind such as (A).';
COMMENT ON COLUMN activities.kind_text IS 'Marker of the kind as printed, such as A or F/P.';
COMMENT ON COLUMN activities.kind IS 'Kind: aktivitet, projekt, förstudie, förstudie/projekt, fokusområde, undersökning (survey) or planerat projekt; empty where not stated.';
COMMENT ON COLUMN activities.status_text IS 'Status as printed.';
COMMENT ON COLUMN activities.status IS 'Meaning of the status: not_started, in_progress, done, delayed, paused or cancelled; empty for no status or an unknown wording.';
COMMENT ON COLUMN activities.status_colour IS 'Colour of the status cell or symbol, such as green, yellow, red or grey; empty where the status is only words.';
COMMENT ON COLUMN activities.completion IS 'Degree of completion as a share from 0 to 1.';
COMMENT ON COLUMN activities.starts_on IS 'Stated start date.';
COMMENT ON COLUMN activities.due_on IS 'Stated end date or deadline.';
COMMENT ON COLUMN activities.responsible IS 'Responsible unit or person, as printed.';
COMMENT ON COLUMN activities.collaboration IS 'Units that take part, as printed.';
COMMENT ON COLUMN activities.purpose IS 'Purpose of the activity.';
COMMENT ON COLUMN activities.contact IS 'Contact person or unit.';
COMMENT ON COLUMN activities.year IS 'Calendar year of the document.';
COMMENT ON COLUMN activities.period IS 'Part of the year that the status belongs to: T1, T2, T3 or plan.';
COMMENT ON COLUMN activities.comment IS 'What the document says of the activity: comment in its own row, otherwise paragraphs of the section that speak of it, separated by line breaks.';
COMMENT ON COLUMN activities.page IS 'Page, counted from 1, where the row or item begins.';
COMMENT ON COLUMN activities.bbox IS 'Box of the row or item on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE indicators (
    indicator_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    goal_id VARCHAR,
    area VARCHAR,
    name VARCHAR NOT NULL,
    fulfilment VARCHAR,
    trend VARCHAR,
    comment VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE indicators IS 'Indicators by which goals are measured, one row per indicator and document; figures are in indicator_values.';
COMMENT ON COLUMN indicators.indicator_id IS 'Identifier of the indicator in this document.';
COMMENT ON COLUMN indicators.document_id IS 'Document that the indicator stands in.';
COMMENT ON COLUMN indicators.goal_id IS 'Goal that the indicator measures; empty where the document names none or several.';
COMMENT ON COLUMN indicators.area IS 'Goal area that the indicator is sorted under.';
COMMENT ON COLUMN indicators.name IS 'Name of the indicator: the full text of its first cell.';
COMMENT ON COLUMN indicators.fulfilment IS 'Assessment by the document: met, partly or not_met.';
COMMENT ON COLUMN indicators.trend IS 'Direction of the printed arrow: up, flat or down, whether that is good or bad.';
COMMENT ON COLUMN indicators.comment IS 'Comment on the indicator.';
COMMENT ON COLUMN indicators.page IS 'Page, counted from 1, where the row of the indicator begins.';
COMMENT ON COLUMN indicators.bbox IS 'Box of the row on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE indicator_values (
    indicator_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    "group" VARCHAR,
    kind VARCHAR NOT NULL,
    year INTEGER,
    value_text VARCHAR NOT NULL,
    value DOUBLE,
    comparator VARCHAR,
    unit VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE indicator_values IS 'Baselines, targets and outcomes of indicators, one row per filled cell.';
COMMENT ON COLUMN indicator_values.indicator_id IS 'Indicator that the value belongs to.';
COMMENT ON COLUMN indicator_values.document_id IS 'Document that the value stands in.';
COMMENT ON COLUMN indicator_values."group" IS 'Group of people or things that the value is about, in the words of the document; empty for an indicator with a single row.';
COMMENT ON COLUMN indicator_values.kind IS 'What the value is: baseline, target or outcome.';
COMMENT ON COLUMN indicator_values.year IS 'Calendar year that the value belongs to.';
COMMENT ON COLUMN indicator_values.value_text IS 'Full text of the cell.';
COMMENT ON COLUMN indicator_values.value IS 'First number in the cell, in unit; empty where the cell holds only words.';
COMMENT ON COLUMN indicator_values.comparator IS 'Relation that the cell states to the number: =, <, >, <= or >=.';
COMMENT ON COLUMN indicator_values.unit IS 'Unit of the number as printed, such as % or a counted thing; empty where none is stated.';
COMMENT ON COLUMN indicator_values.page IS 'Page, counted from 1, where the cell stands.';
COMMENT ON COLUMN indicator_values.bbox IS 'Box of the cell on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE budget_lines (
    document_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    table_title VARCHAR,
    section VARCHAR,
    row INTEGER NOT NULL,
    code VARCHAR,
    label VARCHAR NOT NULL,
    is_total BOOLEAN NOT NULL,
    column_text VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    year INTEGER,
    as_of DATE,
    amount_text VARCHAR NOT NULL,
    amount DOUBLE,
    unit VARCHAR,
    amount_sek BIGINT,
    verified BOOLEAN NOT NULL,
    evidence VARCHAR,
    note VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE budget_lines IS 'Figures of financial tables, one row per cell: a line of a budget or report under one column.';
COMMENT ON COLUMN budget_lines.document_id IS 'Document that the figure stands in.';
COMMENT ON COLUMN budget_lines.table_id IS 'Table that the figure stands in.';
COMMENT ON COLUMN budget_lines.statement IS 'Type of financial table: driftbudget, investeringsbudget, resultat, driftredovisning, verksamhetsanalys, investeringsredovisning, investeringsanalys or investeringssammandrag.';
COMMENT ON COLUMN budget_lines.table_title IS 'Title of the table as printed.';
COMMENT ON COLUMN budget_lines.section IS 'Subheading inside the table that the line belongs to.';
COMMENT ON COLUMN budget_lines.row IS 'Row of the table that the figure stands in.';
COMMENT ON COLUMN budget_lines.code IS 'Account, activity or project code before the label.';
COMMENT ON COLUMN budget_lines.label IS 'Label of the line as printed.';
COMMENT ON COLUMN budget_lines.is_total IS 'Whether the line is a sum, a net or a result of others; leave such lines out when adding up.';
COMMENT ON COLUMN budget_lines.column_text IS 'Header of the column, its levels separated by a space.';
COMMENT ON COLUMN budget_lines.measure IS 'What the column holds: outcome, forecast, budget, variance, change, planned, count, or project_outcome, project_forecast, project_budget, project_variance for the whole life of a project.';
COMMENT ON COLUMN budget_lines.year IS 'Calendar year that the figure belongs to.';
COMMENT ON COLUMN budget_lines.as_of IS 'Last day that the figure includes, where the header gives a date.';
COMMENT ON COLUMN budget_lines.amount_text IS 'Figure as printed.';
COMMENT ON COLUMN budget_lines.amount IS 'Figure as a number, in unit; empty where the printed text is no certain number.';
COMMENT ON COLUMN budget_lines.unit IS 'Unit of the amount: kr (SEK), tkr (thousand SEK) or mkr (million SEK); empty for counts.';
COMMENT ON COLUMN budget_lines.amount_sek IS 'Amount in Swedish kronor (SEK).';
COMMENT ON COLUMN budget_lines.verified IS 'Whether two independent readings of the page agree on the digits and the column; only such figures are safe to add up unseen.';
COMMENT ON COLUMN budget_lines.evidence IS 'Independent witnesses that agree with the amount, joined by a comma: structure (the tagged table has the same cell), text (the text of the page has the same digits on the same line), arithmetic (a sum or difference that the amount takes part in holds).';
COMMENT ON COLUMN budget_lines.note IS 'Explanation that the document gives for the line.';
COMMENT ON COLUMN budget_lines.page IS 'Page, counted from 1, where the figure stands.';
COMMENT ON COLUMN budget_lines.bbox IS 'Box of the cell on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE assignments (
    assignment_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    given_by VARCHAR,
    given_to VARCHAR,
    assigned_on DATE,
    directive VARCHAR,
    schedule VARCHAR,
    due_on DATE,
    reporting VARCHAR,
    financing VARCHAR,
    area VARCHAR,
    follow_up VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE assignments IS 'Assignments (uppdrag) that a political body gives to the administration, one row per assignment and document.';
COMMENT ON COLUMN assignments.assignment_id IS 'Identifier of the assignment in this document.';
COMMENT ON COLUMN assignments.document_id IS 'Document that the assignment stands in.';
COMMENT ON COLUMN assignments.title IS 'Name of the assignment.';
COMMENT ON COLUMN assignments.given_by IS 'Body that gives the assignment.';
COMMENT ON COLUMN assignments.given_to IS 'Person or unit that is to carry it out.';
COMMENT ON COLUMN assignments.assigned_on IS 'Date of the assignment or of the decision behind it.';
COMMENT ON COLUMN assignments.directive IS 'What is to be done, as printed.';
COMMENT ON COLUMN assignments.schedule IS 'Time plan as printed.';
COMMENT ON COLUMN assignments.due_on IS 'Deadline that the time plan gives; the last day where it names only a month, a season or a year.';
COMMENT ON COLUMN assignments.reporting IS 'How and to whom the result is to be reported.';
COMMENT ON COLUMN assignments.financing IS 'How the assignment is paid for.';
COMMENT ON COLUMN assignments.area IS 'Goal area that the assignment belongs to.';
COMMENT ON COLUMN assignments.follow_up IS 'What the document reports on the assignment so far.';
COMMENT ON COLUMN assignments.page IS 'Page, counted from 1, where the form or row begins.';
COMMENT ON COLUMN assignments.bbox IS 'Box of the form or row on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE decisions (
    decision_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    body VARCHAR,
    meeting_date DATE,
    paragraph VARCHAR,
    title VARCHAR,
    registration_number VARCHAR,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    documents VARCHAR,
    recipients VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE decisions IS 'Decisions and proposals in minutes (protokoll) and letters to the deciding body (tjänsteskrivelser), one row per item.';
COMMENT ON COLUMN decisions.decision_id IS 'Identifier of the decision or proposal in this document.';
COMMENT ON COLUMN decisions.document_id IS 'Document that the decision stands in.';
COMMENT ON COLUMN decisions.body IS 'Body that decides or proposes.';
COMMENT ON COLUMN decisions.meeting_date IS 'Date of the meeting; empty for a letter.';
COMMENT ON COLUMN decisions.paragraph IS 'Number of the item in the minutes, with the sign §.';
COMMENT ON COLUMN decisions.title IS 'Heading of the item or the letter.';
COMMENT ON COLUMN decisions.registration_number IS 'Number of the matter in the public register (diarienummer), as printed.';
COMMENT ON COLUMN decisions.kind IS 'Whether it is a proposal (förslag) or a decision (beslut).';
COMMENT ON COLUMN decisions.text IS 'What is decided or proposed; several points are separated by line breaks.';
COMMENT ON COLUMN decisions.documents IS 'Supporting documents listed, one per line.';
COMMENT ON COLUMN decisions.recipients IS 'Recipients listed, one per line.';
COMMENT ON COLUMN decisions.page IS 'Page, counted from 1, where the item or letter begins.';
COMMENT ON COLUMN decisions.bbox IS 'Box of its beginning on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE followups (
    document_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    period VARCHAR,
    due_text VARCHAR,
    due_on DATE,
    comment VARCHAR,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE followups IS 'Calendar of follow-ups that a plan announces, one row per follow-up.';
COMMENT ON COLUMN followups.document_id IS 'Document that announces the follow-up.';
COMMENT ON COLUMN followups.label IS 'Name of the follow-up as printed.';
COMMENT ON COLUMN followups.period IS 'Part of the year that it covers: T1 until April, T2 until August, T3 until December.';
COMMENT ON COLUMN followups.due_text IS 'Date as printed.';
COMMENT ON COLUMN followups.due_on IS 'Date, with the year of the document where none is printed.';
COMMENT ON COLUMN followups.comment IS 'What the document says of the follow-up.';
COMMENT ON COLUMN followups.page IS 'Page, counted from 1, where the row stands.';
COMMENT ON COLUMN followups.bbox IS 'Box of the row on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE claims (
    document_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    year INTEGER,
    period VARCHAR,
    total INTEGER,
    done INTEGER,
    in_progress INTEGER,
    not_started INTEGER,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE claims IS 'Counts that a document states about itself in running text, kept to be compared with the rows read.';
COMMENT ON COLUMN claims.document_id IS 'Document that makes the statement.';
COMMENT ON COLUMN claims.kind IS 'What the statement is about; status_count: how many activities have which status.';
COMMENT ON COLUMN claims.text IS 'Sentences that hold the figures.';
COMMENT ON COLUMN claims.year IS 'Calendar year that the statement is about.';
COMMENT ON COLUMN claims.period IS 'Part of the year that the statement is about: T1, T2, T3, helår or plan.';
COMMENT ON COLUMN claims.total IS 'Stated number of activities in all; empty where not stated.';
COMMENT ON COLUMN claims.done IS 'Stated number of completed activities; empty where not stated.';
COMMENT ON COLUMN claims.in_progress IS 'Stated number of activities under way; empty where not stated.';
COMMENT ON COLUMN claims.not_started IS 'Stated number of activities not begun; empty where not stated.';
COMMENT ON COLUMN claims.page IS 'Page, counted from 1, where the statement begins.';
COMMENT ON COLUMN claims.bbox IS 'Box of the statement on that page: left, top, right, bottom in points from the top left corner.';
