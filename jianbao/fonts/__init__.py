"""The faces that set a bulletin: the embedded set, their metrics, and the look-up of a machine's own faces."""
