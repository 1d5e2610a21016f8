"""The question bank: its models, its strict YAML, its loader, its linter and its template."""
