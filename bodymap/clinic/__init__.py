"""What is kept on this machine. Today: the drawing in hand, so that a crash loses at most one stroke."""
