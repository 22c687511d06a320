"""What the machine sees in a text: names, figures, quotes and who spoke them. Pure functions of a text."""
