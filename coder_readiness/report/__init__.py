"""From a readiness to blocks and sections, and from these to text, Markdown and HTML."""
