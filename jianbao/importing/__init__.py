"""A foreign file's blocks → recognised parts → a draft of an issue file, with its doubts."""
