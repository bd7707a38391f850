"""Speed, scale and quality, each a command that prints what it measured."""
