"""The plan of a whole country, proven optimal without ever holding all pairs."""
