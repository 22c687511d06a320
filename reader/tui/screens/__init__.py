"""Screens: a handler reads the cursor, calls one workspace method, assigns one reactive."""
