"""Matters (ärenden) followed through the bodies that handle them."""
