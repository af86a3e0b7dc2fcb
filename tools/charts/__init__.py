"""How the measured figures become charts: outline, border recipes, division into regions, SVG."""
