"""What partners does when a fact comes in or the clock strikes."""
