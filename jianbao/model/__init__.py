"""One bulletin as its clerk defined it: numbers, bodies, values, the issue."""
