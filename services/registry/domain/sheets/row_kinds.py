"""What a row below a heading may be."""

DATA, PRODUCT, BLOCK, SUBTOTAL, NOTE, EMPTY = "data", "product", "block", "subtotal", "note", "empty"
HEADING, NUMBERING, INSTRUCTION, EXAMPLE = "heading", "numbering", "instruction", "example"
SAID = "said"
"""A person said that the row is no business."""
