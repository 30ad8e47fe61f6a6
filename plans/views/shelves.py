"""The tabs of the catalogue: what each is called and what it says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the tabs: its address, what it is called, what it says of itself."""

    name: str
    address: str
    title: str
    heading: str
    lead: str
    has_fits: bool = True


NATIONAL = Shelf(
    "national",
    "plans:catalogue",
    "国の施策一覧",
    "国の施策",
    "都道府県の施策に関する国の施策一覧です。",
)
SAMPLES = Shelf(
    "samples",
    "plans:catalogue-samples",
    "手引の記載例",
    "施策の記載例",
    "策定の手引に載っている、都道府県の施策の記載例です。",
)
EXAMPLES = Shelf(
    "examples",
    "plans:catalogue-examples",
    "ほかの団体の例",
    "計画の例",
    "公表されている計画の章と施策です。出典は、それぞれのページにあります。",
    has_fits=False,
)
GUIDE = Shelf(
    "guide",
    "plans:catalogue-guide",
    "手引を読む",
    "策定の手引",
    "策定の手引の総論と雛型を、印刷された文のまま載せています。",
    has_fits=False,
)
CHECKLIST = Shelf(
    "checklist",
    "plans:catalogue-checklist",
    "点検表",
    "点検表",
    "計画に書くことを、書いた文と見比べるための表です。",
    has_fits=False,
)
TERMS = Shelf(
    "terms",
    "plans:catalogue-terms",
    "変わった用語",
    "変わった用語",
    "手引や国の施策一覧がつくられたあとに、法律や名前が変わった言葉です。",
    has_fits=False,
)
SHELVES = (NATIONAL, SAMPLES, EXAMPLES, GUIDE, CHECKLIST, TERMS)
