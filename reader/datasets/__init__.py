"""What leaves: labelled datasets made of decisions."""
