"""An issue, or its text → issue-file text: the next issue, write-back, mends."""
