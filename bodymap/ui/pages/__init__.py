"""The pages of the window, a folder each. No page knows another."""
