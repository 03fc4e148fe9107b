"""What is said: every letter once, in words for text and HTML alike.

A new letter for a known fact: a function declared with ``@letter`` in the module of its noun, its sentences in
``translations/id.po``, and one mail as its row keeps it in ``tests/contracts/mails``. Who reads it, when it goes, what
may stop it and how it looks follow from the declaration.
"""
