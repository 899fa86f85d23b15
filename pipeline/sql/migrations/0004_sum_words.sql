CREATE TABLE sum_words (
    meaning VARCHAR NOT NULL,
    word VARCHAR PRIMARY KEY
);
COMMENT ON TABLE sum_words IS 'Words that tell how the lines of a financial table add up, used to check its sums.';
COMMENT ON COLUMN sum_words.meaning IS 'What the word says of a line: subtotal, total, part of the line above, income, cost or net.';
COMMENT ON COLUMN sum_words.word IS 'Word in Swedish, in small letters.';
