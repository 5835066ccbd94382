"""Many people at once: a table of answers in, a table of scores, ranges and chances out. The only room that knows pandas.

Every row comes out as `assess()` would judge that person. What stands in the columns says `columns.py`.
"""
