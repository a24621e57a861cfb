"""Issue → findings: what a careful proof-reader (校对) marks; a rule is one small function with its clause.

`engine` asks the rules of `punctuation`, `levels`, `structure`, `dates`, `words` and `characters`;
`silence` heeds comments that silence a finding, `mend` corrects what is mechanical, `sarif` tells editors.
"""
