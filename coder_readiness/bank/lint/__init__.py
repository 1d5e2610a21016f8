"""Bank -> findings: what is valid but not good."""
