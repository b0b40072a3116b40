"""Digests to text, and what the stages print for a reader. Pure: records and phrases in, text out."""
