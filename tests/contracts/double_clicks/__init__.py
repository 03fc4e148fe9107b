"""For every route that changes something, a click that has an effect: one table a service."""
