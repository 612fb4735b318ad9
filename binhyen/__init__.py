"""Bình Yên: directives, figures and reviews of community safety work, each number traceable to its source."""

__version__ = "0.1.0"
