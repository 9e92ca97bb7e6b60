"""Diagrams of a journey: Mermaid, SVG, layout."""
