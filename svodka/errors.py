"""All errors of svodka, one tree:

    SvodkaError
    ├── InputError          a path or a file cannot be read at all
    │   ├── NotFound        the path is not there
    │   ├── Unreadable      binary, empty, too large, of no known charset
    │   └── BadLine         a line of JSON lines is broken
    ├── OptionError         options that do not go together
    ├── PackError           a language pack is missing or malformed
    ├── SpanError           a span does not fit its text
    ├── WorkerDied          a process that worked on it died, each time
    ├── ActRefused          what a person asks cannot be done to the stories as they stand
    └── StoreError
        ├── StoreUnwritable the file cannot be opened for writing
        ├── StoreTooNew     written by a newer svodka
        ├── UnknownStory    no story has this id
        └── UnknownReport   no report has this id, path or address

Each carries the id (or path) it is about and, by `raise … from`, its cause. Expected failures of single items travel as
`types.Failure`, whose `kind` is the class's name here.
"""
from __future__ import annotations


class SvodkaError(Exception):
    """`about` is the id or path in question, `reason` one line for a person."""

    def __init__(self, about: str, reason: str) -> None:
        super().__init__(f"{about}: {reason}")
        self.about = about
        self.reason = reason


class InputError(SvodkaError):
    pass


class NotFound(InputError):
    pass


class Unreadable(InputError):
    pass


class BadLine(InputError):
    pass


class OptionError(SvodkaError):
    pass


class PackError(SvodkaError):
    pass


class SpanError(SvodkaError):
    pass


class WorkerDied(SvodkaError):
    pass


class ActRefused(SvodkaError):
    pass


class StoreError(SvodkaError):
    pass


class StoreUnwritable(StoreError):
    pass


class StoreTooNew(StoreError):
    pass


class UnknownStory(StoreError):
    pass


class UnknownReport(StoreError):
    pass
