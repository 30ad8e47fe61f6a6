"""Chapters of the made-up plan in samples.py."""

from hashlib import sha256

from documents.content import (
    Chapter,
    ChapterKind,
    Figure,
    ListBlock,
    ListItem,
    Mark,
    MarkKind,
    Note,
    Paragraph,
    Placement,
    Shown,
    Table,
    TableCell,
    TableRow,
    TermNote,
)
from tests.documents.sample_blocks import (
    CHARTS,
    LONG_TABLE,
    MANY_YEARS,
    NASTY,
    ORNAMENT,
    PICTURE,
    marked,
)

CHAPTERS = (
    Chapter(
        uid="part-1",
        title="総論の部",
        kind=ChapterKind.PART,
        children=(
            Chapter(
                uid="c-intro",
                title=f"はじめの章{NASTY}",
                body=(
                    marked(
                        "b-marks",
                        "太い字とリンクの字と注の字と用語の字、\n同じ注をもう一度。",
                        (MarkKind.BOLD, "太い字", ""),
                        (MarkKind.LINK, "リンクの字", "https://example.jp/a?b=1&c=2"),
                        (MarkKind.FOOTNOTE, "注の字", "fn-1"),
                        (MarkKind.TERM, "用語の字", "term-1"),
                        (MarkKind.FOOTNOTE, "もう一度", "fn-1"),
                    ),
                    Paragraph(uid="b-nasty", text=f"段落の{NASTY}終わり"),
                    ListBlock(
                        uid="b-list",
                        items=(
                            ListItem(uid="i-1", text="一段目の甲"),
                            ListItem(uid="i-2", text="二段目の甲", level=1),
                            ListItem(uid="i-3", text="三段目の甲", level=2),
                            ListItem(
                                uid="i-4",
                                text="一段目の乙と注",
                                marks=(Mark(kind=MarkKind.FOOTNOTE, start=7, end=7, ref="fn-2"),),
                            ),
                        ),
                    ),
                    ListBlock(
                        uid="b-numbers",
                        ordered=True,
                        items=(
                            ListItem(uid="n-1", text="番号の甲"),
                            ListItem(uid="n-2", text="番号の甲の一", level=1),
                            ListItem(uid="n-3", text="番号の甲の一の一", level=2),
                            ListItem(uid="n-4", text="番号の甲の二", level=1),
                            ListItem(uid="n-5", text="番号の乙"),
                        ),
                    ),
                ),
            ),
            Chapter(
                uid="c-place",
                title="位置付けの章",
                shows=(Shown.POSITION, Shown.GOVERNANCE, Shown.PROCESS),
                tags=("tag-aim",),
            ),
        ),
    ),
    Chapter(
        uid="part-2",
        title="各論の部",
        kind=ChapterKind.PART,
        children=(
            Chapter(
                uid="c-blocks",
                title="いろいろな塊の章",
                body=(
                    Table(
                        uid="b-table",
                        rows=(
                            TableRow(
                                uid="b-table-1",
                                cells=(
                                    TableCell(text="左の見出し"),
                                    TableCell(
                                        text="右の見出し",
                                        marks=(Mark(kind=MarkKind.BOLD, start=0, end=1),),
                                    ),
                                ),
                            ),
                            TableRow(
                                uid="b-table-2",
                                cells=(
                                    TableCell(text=f"行の見出し{NASTY}"),
                                    TableCell(
                                        text="値の一行目\n値の二行目と注",
                                        marks=(
                                            Mark(
                                                kind=MarkKind.FOOTNOTE, start=13, end=13, ref="fn-3"
                                            ),
                                        ),
                                    ),
                                ),
                            ),
                            TableRow(
                                uid="b-table-3",
                                cells=(TableCell(text="空の隣"), TableCell()),
                            ),
                        ),
                        caption="小さな表の題",
                        header_column=True,
                        source="小さな表の出典",
                    ),
                    Figure(
                        uid="b-figure",
                        sha256=sha256(PICTURE).hexdigest(),
                        media_type="image/png",
                        alt="青い四角",
                        caption="四角の題",
                        source="四角の出典",
                        rights="四角の権利者",
                    ),
                    Figure(
                        uid="b-ornament",
                        sha256=sha256(ORNAMENT).hexdigest(),
                        media_type="image/png",
                        decorative=True,
                    ),
                    *CHARTS,
                    MANY_YEARS,
                    Note(
                        uid="b-note",
                        title="囲みの題",
                        text="囲みの太字の一行目\n囲みの二行目",
                        marks=(Mark(kind=MarkKind.BOLD, start=3, end=5),),
                    ),
                    Note(uid="b-note-2", text="題のない囲み"),
                    TermNote(uid="b-term", term="term-1"),
                    LONG_TABLE,
                ),
            ),
            Chapter(
                uid="c-theme",
                title="施策の章",
                kind=ChapterKind.THEME,
                placements=(
                    Placement(uid="p-1", measure="m-full"),
                    Placement(uid="p-2", measure="m-nameless"),
                    Placement(uid="p-3", measure="m-words"),
                ),
                tags=("tag-pillar",),
                children=(
                    Chapter(
                        uid="c-deep",
                        title="再び載せる節",
                        placements=(
                            Placement(uid="p-4", measure="m-full", reprint=True),
                            Placement(uid="p-5", measure="m-nameless", reprint=True),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Chapter(uid="c-glossary", title="用語集の章", kind=ChapterKind.GLOSSARY, numbered=False),
    Chapter(
        uid="c-lists",
        title="一覧の章",
        kind=ChapterKind.APPENDIX,
        shows=(Shown.SYSTEM, Shown.MEASURE_LIST, Shown.KPI_LIST, Shown.CORRESPONDENCE),
    ),
    Chapter(uid="c-contact", title="問合せの章", kind=ChapterKind.APPENDIX, shows=(Shown.CONTACT,)),
)
