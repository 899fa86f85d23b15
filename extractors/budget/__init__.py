"""Amounts of budgets and reports: their statements, measures, sums and how they are verified."""
