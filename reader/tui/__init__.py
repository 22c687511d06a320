"""The terminal's face: how articles are laid out, drawn and driven by keys."""
