"""Tests of the proof-reading room."""
