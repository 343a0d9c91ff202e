"""Descriptions by language; a title without one in the asked language has its English one."""

from entrypoints.simulator.catalogue.texts.dutch import DUTCH
from entrypoints.simulator.catalogue.texts.french import FRENCH
from entrypoints.simulator.catalogue.texts.german import GERMAN
from entrypoints.simulator.catalogue.texts.greek import GREEK
from entrypoints.simulator.catalogue.texts.italian import ITALIAN
from entrypoints.simulator.catalogue.texts.japanese import JAPANESE
from entrypoints.simulator.catalogue.texts.polish import POLISH
from entrypoints.simulator.catalogue.texts.spanish import SPANISH
from entrypoints.simulator.catalogue.titles import Title

BY_LANGUAGE = {
    "de": GERMAN,
    "el": GREEK,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "nl": DUTCH,
    "pl": POLISH,
    "ja": JAPANESE,
}


def described(title: Title, locale: str) -> str:
    language = locale.split("-")[0].lower()
    return BY_LANGUAGE.get(language, {}).get(title.id, title.description)
