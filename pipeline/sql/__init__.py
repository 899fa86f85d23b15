"""Migrations, views and checks: one statement a file."""
