"""Anybody's finished file → what it holds."""
