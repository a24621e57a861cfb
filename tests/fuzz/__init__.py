"""Fuzzing of reading and checking: what every input must stand, and the inputs that once did not."""
