"""Minutes and letters: items, decisions, attendance, signatures."""
