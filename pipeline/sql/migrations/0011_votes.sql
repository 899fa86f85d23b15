CREATE TABLE votes (
    vote_id VARCHAR PRIMARY KEY,
    decision_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    yes_means VARCHAR,
    no_means VARCHAR,
    yes INTEGER,
    no INTEGER,
    abstained INTEGER,
    absent INTEGER,
    outcome_text VARCHAR,
    casting_vote BOOLEAN,
    minority_return BOOLEAN,
    verified BOOLEAN NOT NULL,
    page INTEGER NOT NULL,
    bbox DOUBLE[4]
);
COMMENT ON TABLE votes IS 'Votes as the minutes give them; several may stand in one item.';
COMMENT ON COLUMN votes.vote_id IS 'The vote.';
COMMENT ON COLUMN votes.decision_id IS 'The item''s decision.';
COMMENT ON COLUMN votes.document_id IS 'The minutes.';
COMMENT ON COLUMN votes.ordinal IS 'Place within the item, from 1.';
COMMENT ON COLUMN votes.yes_means IS 'What a yes meant, word for word; it may be a rejection.';
COMMENT ON COLUMN votes.no_means IS 'What a no meant, word for word.';
COMMENT ON COLUMN votes.yes IS 'How many voted yes, as the text says, else as the list''s sum says.';
COMMENT ON COLUMN votes.no IS 'How many voted no.';
COMMENT ON COLUMN votes.abstained IS 'How many abstained.';
COMMENT ON COLUMN votes.absent IS 'How many were absent.';
COMMENT ON COLUMN votes.outcome_text IS 'The sentence that gives the numbers, word for word.';
COMMENT ON COLUMN votes.casting_vote IS 'Whether the chair decided at a tie; empty where the numbers tie and nothing says so.';
COMMENT ON COLUMN votes.minority_return IS 'Whether a minority sent the matter back (minoritetsåterremiss); empty where nothing says so.';
COMMENT ON COLUMN votes.verified IS 'Whether the names listed add up to the numbers printed.';
COMMENT ON COLUMN votes.page IS 'Page, counted from 1, of the sentence or the list.';
COMMENT ON COLUMN votes.bbox IS 'Box of its first line on that page: left, top, right, bottom in points from the top left corner.';

CREATE TABLE vote_members (
    vote_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    party VARCHAR,
    choice VARCHAR NOT NULL
);
COMMENT ON TABLE vote_members IS 'Who voted how, where a list is printed, one row per person and vote.';
COMMENT ON COLUMN vote_members.vote_id IS 'The vote.';
COMMENT ON COLUMN vote_members.document_id IS 'The minutes.';
COMMENT ON COLUMN vote_members.name IS 'Name as printed.';
COMMENT ON COLUMN vote_members.party IS 'Party as printed, without brackets.';
COMMENT ON COLUMN vote_members.choice IS 'Whether the person voted yes or no, abstained or was absent: yes, no, abstained or absent.';
