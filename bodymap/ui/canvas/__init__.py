"""The drawing surface: charts on screen, with zoom and pan, and the tools that mark them."""
