"""The sentences that the product writes itself, in both styles: である and です・ます."""

from enum import Enum

from documents.content import Look, PhraseStyle


class Phrase(Enum):
    """A sentence as (である, です・ます); `{…}` is filled in."""

    MEASURE_LIST = (
        "本計画に掲げる施策は、次の{count}件である。",
        "本計画に掲げる施策は、次の{count}件です。",
    )
    KPI_LIST = (
        "各施策の指標は、次のとおりである。",
        "各施策の指標は、次のとおりです。",
    )
    EMBEDDED = (
        "本計画は、「{parent}」に盛り込むものである。",
        "本計画は、「{parent}」に盛り込むものです。",
    )
    CORRESPONDENCE = (
        "求められる事項は、次の箇所に記載している。",
        "求められる事項は、次の箇所に記載しています。",
    )
    MORE_KPIS = (
        "このほか{count}件の指標を、本編に掲げている。",
        "このほか{count}件の指標を、本編に掲げています。",
    )
    SUMMARY = (
        "この概要版は、「{title}」の要点をまとめたものである。",
        "この概要版は、「{title}」の要点をまとめたものです。",
    )


def phrase(look: Look, which: Phrase, **words: str | int) -> str:
    """Return a sentence in the style of `look` with `words` filled in.

    Words are filled in literally: braces in them mean nothing.
    """
    plain, polite = which.value
    return (polite if look.phrases is PhraseStyle.POLITE else plain).format(**words)
