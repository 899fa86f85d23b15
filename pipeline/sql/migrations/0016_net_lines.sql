CREATE TABLE net_words (
    meaning VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    PRIMARY KEY (meaning, word)
);
COMMENT ON TABLE net_words IS 'Words by which the line with a board''s net cost is told from others, used by board_net_lines.';
COMMENT ON COLUMN net_words.meaning IS 'What the word says: net, frame or result of a line''s label; general, general_ending or several of the title over its table.';
COMMENT ON COLUMN net_words.word IS 'Word in Swedish, in small letters.';

CREATE TABLE net_choices (
    document_id VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    table_id VARCHAR,
    row INTEGER
);
COMMENT ON TABLE net_choices IS 'Lines that a person named in net_lines.csv as the net cost of their document''s board, of documents that are stored.';
COMMENT ON COLUMN net_choices.document_id IS 'Document of the line.';
COMMENT ON COLUMN net_choices.page IS 'Page of the line, counted from 1.';
COMMENT ON COLUMN net_choices.label IS 'Label of the line, as the person wrote it.';
COMMENT ON COLUMN net_choices.table_id IS 'Table of the line; empty where no line of that page has this label, which is a finding (net_choice).';
COMMENT ON COLUMN net_choices.row IS 'Row of the line in its table.';
