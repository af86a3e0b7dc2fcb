"""Many drawings as tables for a study: pseudonyms, the columns and their dictionary, the rows, the files.

Read `columns` first: a column's name, type and meaning stand once, there, and tables and dictionary are made from it.
"""
