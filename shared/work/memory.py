"""Memory of a process that does long work after long work: what the last one needed is not kept for the next."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Free what nobody holds and, where the C library can, give it back to the system."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in every C library
        if trim:
            trim(0)
