"""Queries, a file each."""
