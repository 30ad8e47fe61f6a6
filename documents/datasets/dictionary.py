"""The two tables that explain the others: every code, and every column (データ項目定義書)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from documents.datasets.codes import code_lists
from documents.datasets.columns import Dataset, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A code of a code list."""

    code_list: Annotated[str, Fact("コード表の名前", "コード表の物理名。", required=True)]
    code_list_title: Annotated[str, Fact("コード表", "コード表の日本語の名称。", required=True)]
    code: Annotated[str, Fact("コード", "データの列に入る値。", required=True)]
    label: Annotated[str, Fact("名称", "コードの日本語の名称。", required=True)]
    meaning: Annotated[str, Fact("意味", "コードの意味。", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A column of a file."""

    file_name: Annotated[str, Fact("ファイル名", "列のあるファイルの名前。", required=True)]
    table_title: Annotated[str, Fact("表", "表の日本語の名称。", required=True)]
    position: Annotated[int, Fact("列の順", "列の順番。", unit="番目", required=True)]
    column_name: Annotated[
        str, Fact("物理名", "ファイルの1行目に書かれている英数字の列名。", required=True)
    ]
    column_title: Annotated[str, Fact("項目名", "列の日本語の名称。", required=True)]
    value_type: Annotated[str, Fact("型", "列に入る値の型。", required=True)]
    unit: Annotated[str, Fact("単位", "数の単位。数でない列では空欄。")]
    code_list: Annotated[
        str, Fact("コード表の名前", "codes.csvのコード表の名前。コードでない列では空欄。")
    ]
    is_required: Annotated[bool, Fact("必須", "必ず値が入る列かどうか。", required=True)]
    definition: Annotated[str, Fact("定義", "列に入るものの説明。", required=True)]


def code_rows() -> Iterator[CodeRow]:
    """Yield every code of every list."""
    for codes in code_lists():
        for code, (label, meaning) in codes.words.items():
            yield CodeRow(
                code_list=codes.name,
                code_list_title=codes.title,
                code=code,
                label=label,
                meaning=meaning,
            )


def column_rows(datasets: Iterable[Dataset]) -> Iterator[ColumnRow]:
    """Yield every column of `datasets`, file by file."""
    for dataset in datasets:
        for position, column in enumerate(dataset.columns, start=1):
            yield ColumnRow(
                file_name=f"{dataset.name}.csv",
                table_title=dataset.title,
                position=position,
                column_name=column.name,
                column_title=column.title,
                value_type=column.type.value,
                unit=column.unit,
                code_list=column.code_list,
                is_required=column.required,
                definition=column.definition,
            )
