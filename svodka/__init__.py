"""Svodka reads many press reports and gives one account of each story, every line with its source sentence."""

__version__ = "0.1.0"
