"""Parts of a package read as a stream of XML, without a document type and with a count."""

from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

from documents.workbooks.limits import WorkbookLimits
from documents.workbooks.package import Package, refuse

# SpreadsheetML nests about ten deep.
_DEEPEST = 100
# The parser keeps a tag until it ends and compares its attributes with each other: a tag of
# megabytes would cost minutes. A real one has some hundred bytes.
_LONGEST_TAG = 256 * 1024


def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace.

    Transitional and strict workbooks differ in their namespaces only.
    """
    return tag.rpartition("}")[2]


class PartReader:
    """What is made of one part: `begin`, `end` and `text` are called as its elements come by."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def finish(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text; one text may come in several pieces."""


class XmlReader:
    """Reads parts of one package and counts their elements together."""

    def __init__(self, package: Package, limits: WorkbookLimits) -> None:
        self._package = package
        self._limits = limits
        self._elements = 0

    def read(self, name: str, reader: PartReader) -> None:
        """Stream a part through `reader`.

        Raises:
            WorkbookError: it is missing, broken, no XML, too long, or has a document type, which
                entities need (XXE, exponential expansion).
        """
        target = _Target(self, reader)
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        try:
            for chunk in self._package.chunks(name):
                target.waiting += len(chunk)
                parser.feed(chunk)
                if target.waiting > _LONGEST_TAG:
                    refuse(self._package.words.too_much, unpacked=self._package.unpacked)
            parser.close()
        # Refusals of defusedxml are ValueErrors, as is an encoding that the parser cannot take.
        except (ParseError, ValueError, LookupError):
            refuse(self._package.words.unreadable, unpacked=self._package.unpacked)

    def count(self, depth: int) -> None:
        """Count an element at a depth.

        Raises:
            WorkbookError: there are too many, or they nest too deeply.
        """
        self._elements += 1
        if self._elements > self._limits.max_elements or depth > _DEEPEST:
            refuse(self._package.words.too_much, unpacked=self._package.unpacked)


class _Target:
    """The parser's target: counts, and hands names without namespaces on."""

    def __init__(self, owner: XmlReader, reader: PartReader) -> None:
        self._owner = owner
        self._reader = reader
        self._depth = 0
        self.waiting = 0  # bytes that were fed since anything came of them

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.waiting = 0
        self._depth += 1
        self._owner.count(self._depth)
        self._reader.begin(local(tag), {local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self.waiting = 0
        self._depth -= 1
        self._reader.finish(local(tag))

    def data(self, text: str) -> None:
        self.waiting = 0
        self._reader.text(text)

    def close(self) -> None:
        """The parser asks for it; there is nothing to hand out."""
