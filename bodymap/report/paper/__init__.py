"""Printed sheets, compiled with Typst."""
