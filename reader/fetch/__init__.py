"""Where bytes come from, within limits of size."""
