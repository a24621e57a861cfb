"""Issue → findings: what a careful proof-reader (校对) sees."""
