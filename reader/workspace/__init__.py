"""The one facade that the faces use, and what it is made of."""
