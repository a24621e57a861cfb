"""Issue → `Pages`: every line and page break decided once; knows no file format."""
