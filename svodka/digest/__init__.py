"""A story told: claims, readings, timeline, differences and what lies ahead, each line with its sentence."""
