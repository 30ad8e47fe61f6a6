"""Reference files (fixtures/catalog/*.json) → rows of the catalogue."""

from catalog.loading.files import load_directory, load_file
from catalog.loading.report import FileReport, TableReport

__all__ = ["FileReport", "TableReport", "load_directory", "load_file"]
