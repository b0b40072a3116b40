"""The few words that the digest itself says, in the language of the interface (`[digest]` in phrases.toml)."""
from __future__ import annotations

from collections.abc import Mapping

from svodka.errors import PackError
from svodka.lang.pack import Pack


class Phrases:
    def __init__(self, strings: Mapping[str, str]) -> None:
        self.strings = strings

    def say(self, key: str, **values: object) -> str:
        """The phrase with its values; the key itself where the pack lacks the phrase, so that the lack is seen."""
        return str(self.strings.get(key, key)).format(**values)


def load(packs: Mapping[str, Pack], lang: str) -> Phrases:
    try:
        return Phrases(packs[lang].phrases.get("digest", {}))
    except (KeyError, PackError):
        return Phrases({})
