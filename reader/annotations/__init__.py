"""What people say about a text: schemes, decisions, anchors, and the files that keep them."""
