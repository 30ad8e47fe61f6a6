"""What every searched table of the catalogue has in common."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from catalog.search import words

Row = TypeVar("Row", bound=models.Model, covariant=True)


def holds(word: str) -> Q:
    """Return the condition that a row's `search_text` holds a normalised word."""
    return Q(search_text__contains=word)


class SearchedQuerySet(models.QuerySet[Row]):
    """Rows with a `search_text`, which their loader fills by catalog.search.normalise."""

    def search(self, text: str) -> Self:
        """Return the rows in which every word of `text` stands, whatever its width or case.

        The signs % and _ are searched for as they are. Without a word, all rows.
        """
        found = self
        for word in words(text):
            found = found.filter(holds(word))
        return found
