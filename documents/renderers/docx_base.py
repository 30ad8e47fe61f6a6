"""A body's own .docx whose styles a Word file takes: looked at without trust.

Only its look is used (styles, theme, numbering, fonts, heads and feet); its text is not. What
runs, or leads out of the file, is refused all the same: nobody should hand on a file that does.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import cache

from documents.renderers.docx_template import OWN_BASE
from documents.renderers.errors import RenderError
from documents.workbooks.errors import WorkbookError
from documents.workbooks.limits import MEGABYTE, WorkbookLimits
from documents.workbooks.package import Package, PackageWords
from documents.workbooks.xml_parts import PartReader, XmlReader

LIMITS = WorkbookLimits(max_bytes=10 * MEGABYTE, max_unpacked=40 * MEGABYTE)

_SAVE = "Wordで開き、「Word文書（.docx）」として保存し直してください。"
WORD = PackageWords(
    no_package="Word文書（.docx）ではありません。" + _SAVE,
    broken="ファイルが壊れています。" + _SAVE,
    misplaced="ファイルの中に、置き場所の正しくない部品があります。" + _SAVE,
    old_form=(
        "パスワードで保護されているか、古い形式（.doc）のファイルです。パスワードを外し、"
        "「Word文書（.docx）」として保存してください。"
    ),
    fewer="使っていない文章・画像を消してください。",
    unreadable="ファイルの中のXMLを読めません。" + _SAVE,
    too_much="ファイルの中身が多すぎます。使っていない文章・画像を消してください。",
    refused_parts=(
        (
            re.compile(r"vbaproject|vbadata|attachedtoolbars|keymapcustomizations"),
            "マクロか、その割り当てが入っています。マクロのない「Word文書（.docx）」で保存してください。",
        ),
        (
            re.compile(
                r"(^|/)(embeddings|activex|ctrlprops)/|(^|/)afchunk|\.(bin|exe|dll|vbs|js)$"
            ),
            "埋め込まれたファイルや部品（OLE、ActiveX）が入っています。取り除いてください。",
        ),
    ),
)

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# ISO/IEC 29500 Strict: the same names in other namespaces.
_STRICT = "http://purl.oclc.org/ooxml/"
_CONTENT_TYPES = "[Content_Types].xml"
# Fields that start a program or read another file (ECMA-376 part 1, §17.16.5; DDE: part 4).
_REFUSED_FIELDS = frozenset(
    {"DDE", "DDEAUTO", "DATABASE", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "LINK", "RD"}
)
_OUTSIDE_WORDS = {
    "hyperlink": "ページやメール",
    "attachedTemplate": "ひな形（テンプレート）",
    "image": "画像",
    "oleObject": "埋め込みオブジェクト",
    "frame": "フレーム",
    "subDocument": "サブ文書",
    "mailMergeSource": "差し込み印刷のデータ",
}

# Without these a file does not say how a plan should look; kind and built-in name.
REQUIRED_STYLES = (
    ("paragraph", "normal"),
    ("paragraph", "heading 1"),
    ("paragraph", "heading 2"),
    ("paragraph", "heading 3"),
)
# How Word calls the built-in styles in Japanese.
_JAPANESE = {
    "normal": "標準",
    "title": "表題",
    "subtitle": "副題",
    "toc heading": "目次の見出し",
    "table of figures": "図表目次",
    "caption": "図表番号",
    "header": "ヘッダー",
    "footer": "フッター",
    "footnote text": "脚注文字列",
    "footnote reference": "脚注参照",
    "hyperlink": "ハイパーリンク",
    "strong": "強調太字",
    "signature": "署名",
    "normal table": "標準の表",
    "no list": "リストなし",
    "default paragraph font": "段落フォント",
}
_JAPANESE_LEVELS = (("heading", "見出し"), ("toc", "目次"), ("list bullet", "箇条書き"))

StyleKey = tuple[str, str]  # kind (paragraph, character, table, numbering) and name, casefolded


class BaseError(RenderError):
    """A .docx that cannot be the base of a document.

    `problems` says what is wrong with it, in Japanese, and what to do about each.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseReport:
    """What a base document brings: names of styles as Word shows them in Japanese.

    `styles` are those of ours that it has; `filled_in` are taken from our own base.
    """

    styles: tuple[str, ...]
    filled_in: tuple[str, ...]


def shown_name(name: str) -> str:
    """Return how Japanese Word shows the style of this name; own names are shown as they are."""
    folded = name.casefold()
    for english, japanese in _JAPANESE_LEVELS:
        found = re.fullmatch(f"{english}(?: ([1-9]))?", folded)
        if found:
            return japanese + (f" {found[1]}" if found[1] else "")
    return _JAPANESE.get(folded, name)


class _Styles(PartReader):
    def __init__(self) -> None:
        self.found: dict[StyleKey, str] = {}  # → the name as written
        self._kind = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._kind = attributes.get("type", "paragraph")
        elif name == "name" and self._kind:
            written = attributes.get("val", "")
            self.found.setdefault((self._kind, written.casefold()), written)

    def finish(self, name: str) -> None:
        if name == "style":
            self._kind = ""


class _ContentTypes(PartReader):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"Override", "Default"}:
            self.found.add(attributes.get("ContentType", "").casefold())


class _Relations(PartReader):
    def __init__(self) -> None:
        self.inside: dict[str, str] = {}  # the last word of the type → the first target
        self.targets: list[str] = []
        self.outside: list[str] = []
        self.is_strict = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        self.is_strict = self.is_strict or attributes.get("Type", "").startswith(_STRICT)
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode", "").casefold() == "external":
            self.outside.append(kind)
        else:
            self.targets.append(attributes.get("Target", ""))
            self.inside.setdefault(kind, attributes.get("Target", ""))


class _Fields(PartReader):
    """The first words of all fields; an instruction may come in pieces."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._open: list[str] = []
        self._in_instruction = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "fldSimple":
                self._add(attributes.get("instr", ""))
            case "fldChar":
                kind = attributes.get("fldCharType", "")
                if kind == "begin":
                    self._open.append("")
                elif self._open and kind == "separate":
                    self._add(self._open[-1])
                elif self._open and kind == "end":
                    self._add(self._open.pop())
            case "instrText":
                self._in_instruction = True

    def finish(self, name: str) -> None:
        if name == "instrText":
            self._in_instruction = False

    def text(self, text: str) -> None:
        if self._in_instruction:
            # Without a beginning it is no field, but nothing to hand on either.
            self._open = self._open or [""]
            self._open[-1] += text
            self._add(self._open[-1])

    def _add(self, instruction: str) -> None:
        self.found.add(instruction.split(maxsplit=1)[0].upper() if instruction.split() else "")


@cache
def own_styles() -> dict[StyleKey, str]:
    """Return the styles of our own base in their order: key → name as written."""
    data = OWN_BASE.read_bytes()
    package = Package(data, LIMITS, WORD)
    styles = _Styles()
    XmlReader(package, LIMITS).read("word/styles.xml", styles)
    return styles.found


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


class _Check:
    """One look at a file; problems that can be told together are told together."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data, LIMITS, WORD)
        self.xml = XmlReader(self.package, LIMITS)
        self.problems: list[str] = []

    def _relations(self, name: str) -> _Relations:
        relations = _Relations()
        if self.package.has(name):
            self.xml.read(name, relations)
        return relations

    def _main_part(self) -> str:
        types = _ContentTypes()
        if not self.package.has(_CONTENT_TYPES):
            raise BaseError((WORD.no_package,))
        self.xml.read(_CONTENT_TYPES, types)
        if any("macroenabled" in kind for kind in types.found):
            raise BaseError(
                (
                    "マクロが入る形式（.docm、.dotm）です。"
                    "マクロのない「Word文書（.docx）」で保存してください。",
                )
            )
        if any("wordprocessingml.template" in kind for kind in types.found):
            raise BaseError(("テンプレート（.dotx）です。" + _SAVE,))
        relations = self._relations("_rels/.rels")
        if relations.is_strict:
            raise BaseError(("「Strict Open XML 文書」の形式です。" + _SAVE,))
        main = relations.inside.get("officeDocument", "")
        if _MAIN not in types.found or not main:
            raise BaseError((WORD.no_package,))
        return _resolved("", main)

    def _look_at_links(self, main: str) -> None:
        """See that links lead to parts that are there and none out of the file.

        Hyperlinks in the text of the main part do no harm: that text is not taken.
        """
        kinds: set[str] = set()
        for name in self.package.names():
            if not name.endswith(".rels"):
                continue
            relations = self._relations(name)
            part = name.replace("_rels/", "", 1)
            is_text = part.removesuffix(".rels").casefold() == main.casefold()
            kinds.update(set(relations.outside) - ({"hyperlink"} if is_text else set()))
            for target in relations.targets:
                # A place inside the part itself is a target as well.
                if not target.startswith("#") and not self.package.has(_resolved(part, target)):
                    raise BaseError((WORD.broken,))
        for kind in sorted(kinds):
            what = _OUTSIDE_WORDS.get(kind, "ほかのファイル")
            self.problems.append(
                f"ファイルの外にある{what}へのリンクが入っています。消してください。"
            )

    def _look_at_fields(self) -> None:
        found: set[str] = set()
        for name in self.package.names():
            if name.endswith(".xml") and name != _CONTENT_TYPES.casefold():
                fields = _Fields()
                self.xml.read(name, fields)
                found |= fields.found
        for name in sorted(found & _REFUSED_FIELDS):
            self.problems.append(
                f"プログラムやほかのファイルを呼ぶフィールド（{name}）が入っています。消してください。"
            )

    def _styles(self, main: str) -> dict[StyleKey, str]:
        folder, name = posixpath.split(main)
        relations = self._relations(posixpath.join(folder, "_rels", f"{name}.rels"))
        target = relations.inside.get("styles", "")
        styles = _Styles()
        if target:
            self.xml.read(_resolved(main, target), styles)
        return styles.found

    def report(self) -> BaseReport:
        main = self._main_part()
        if not self.package.has(main):
            raise BaseError((WORD.broken,))
        self._look_at_links(main)
        self._look_at_fields()
        styles = self._styles(main)
        missing = [shown_name(name) for kind, name in REQUIRED_STYLES if (kind, name) not in styles]
        if missing:
            names = "、".join(f"「{name}」" for name in missing)
            self.problems.append(
                f"必要なスタイルがありません：{names}。"
                "Wordの「スタイル」で一度その見出しを使い、保存し直してください。"
            )
        if self.problems:
            raise BaseError(tuple(self.problems))
        own = own_styles()
        return BaseReport(
            styles=tuple(shown_name(name) for key, name in own.items() if key in styles),
            filled_in=tuple(shown_name(name) for key, name in own.items() if key not in styles),
        )


def check_base(data: bytes) -> BaseReport:
    """Look at an uploaded .docx whose styles documents shall take.

    It needs the styles 標準 and 見出し 1 to 3 (REQUIRED_STYLES); others of ours are used where it
    has them and filled in from our own base where not.

    Args:
        data: the bytes of the upload, up to 10 MB; its name says nothing and is not asked.

    Raises:
        BaseError: it is no .docx (also .doc, .docm, .dotx, Strict, encrypted), broken or too large
            unpacked, has macros, embedded objects, links out of the file other than hyperlinks,
            fields that call programs or files, XML with a document type, or lacks a style.
    """
    try:
        return _Check(data).report()
    except WorkbookError as error:
        raise BaseError(tuple(problem.message for problem in error.problems)) from error
