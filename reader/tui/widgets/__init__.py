"""Widgets that draw rows of text and tell their screen by message what a mouse did."""
