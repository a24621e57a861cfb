"""One module a command, of its name: what the command line and scripts ask for → the rooms below."""
