"""`Pages` → the bytes of a file: DOCX, PDF, OFD, and a trace for tests."""
