"""Languages: a folder each. `pack` loads one; all that is particular to a language lies in its folder."""
