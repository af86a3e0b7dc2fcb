"""bodymap: mark where it hurts, see which trigger points explain it.

Start at `bodymap.cli` for the commands and at `bodymap.app` for the window. The packages are layers: `ui` stands on
`report` and `clinic`, these on `matching`, that on `atlas` and `drawing`, and all of them on `body`.
"""

__version__ = "0.1.0"
