"""What is read: bytes in, articles out. Pure."""
