"""The question bank: YAML files, shipped as the package data `coder_readiness.questions`."""
