"""Finished files → what they show: held against the norm, and the DOCX held against the PDF."""
