"""Edited text, and lists that people keep → the files of `jianbao/proofread/data` that the proof-reader reads: run by hand."""
