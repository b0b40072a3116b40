"""Use cases, where the pure stages meet files, the store and the clock (which is always given, never read here).

    sources    files, folders and standard input → pages or the records of an earlier stage
    lines      records ↔ the JSON lines that the stages pass to each other
    stages     clean, analyse, group, tell as filters
    account    read, show, stories, packs over the store
    tally      what became of each report
"""
