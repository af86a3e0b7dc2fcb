"""Pictures and papers: what a drawing and its ranking look like, without Qt. `ui` paints what is described here."""
