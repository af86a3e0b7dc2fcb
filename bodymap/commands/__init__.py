"""Commands that are more than a few lines, a file for each family; `bodymap.cli` puts them together.

Each file has `add(commands)`, which adds its parsers to those of argparse and sets `command` on each: a function that
takes the parsed options and returns the exit code.
"""
