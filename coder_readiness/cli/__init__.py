"""The command line: the parser, the commands, and the one place that prints errors."""
