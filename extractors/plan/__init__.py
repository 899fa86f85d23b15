"""Goals, activities, indicators, assignments, follow-ups, stated counts."""
