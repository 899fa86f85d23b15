"""Whether the text layer says what the page shows: the shapes of its letters, and its words."""
