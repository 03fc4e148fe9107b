"""The plan: all free seats of all open offers given at once, so that the sum of points is as large as possible.

Arrays in, arrays out; nothing here knows a database. ``solve.solve`` is the way in, ``docs/assignment.md`` says more.
"""
