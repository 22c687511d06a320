"""What makes the models of `reader.analysis`: data, cleaning, training and evaluation."""
