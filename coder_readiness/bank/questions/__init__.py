"""The types of questions, one module each; a type knows everything about itself."""
