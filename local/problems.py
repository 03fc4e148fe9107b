"""What stops a command, in a sentence for the person at the terminal."""


class Problem(Exception):
    """Shown as it is, without a traceback; the command ends with exit code 2."""
