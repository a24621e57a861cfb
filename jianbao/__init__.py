"""An issue file → a bulletin to GB/T 9704, as DOCX and PDF with the same line and page breaks."""
