"""YAML text → nodes that know their places."""
