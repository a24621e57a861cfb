"""Markup of a body → blocks."""
