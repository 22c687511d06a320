"""A terminal news reader and annotator: read, label with one key a decision, keep every decision."""

__version__ = "0.1.0"
