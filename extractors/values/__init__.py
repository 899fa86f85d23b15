"""Text to number, amount, comparator, unit, date, status, fulfilment; None where it can't be told."""
