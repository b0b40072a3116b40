"""Document → Analysis: tokens, mentions, who said what, times, figures."""
