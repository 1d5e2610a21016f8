"""From a sheet of answers to a readiness, and to the question that comes next. Pure: no terminal, file or clock."""
