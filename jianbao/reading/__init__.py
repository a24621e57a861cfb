"""An issue file → `Issue` with the place of every value; body markup → blocks."""
