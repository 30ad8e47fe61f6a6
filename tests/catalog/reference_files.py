"""Small valid reference files, made anew for each test so that a test may break its own copy."""

import json
from pathlib import Path
from typing import Any

SOURCE = {"title": "題", "publisher": "発行者", "date": "令和元年", "note": "写し方"}


def municipalities() -> dict[str, Any]:
    """Hokkaido with one town, Tokyo with one ward."""
    return {
        "kind": "municipalities",
        "source": dict(SOURCE),
        "rows": [
            body("010006", "北海道", "ほっかいどう", "prefecture", None),
            body("014681", "下川町", "しもかわちょう", "town", "010006"),
            body("130001", "東京都", "とうきょうと", "prefecture", None),
            body("131016", "千代田区", "ちよだく", "special_ward", "130001"),
        ],
    }


def body(code: str, name: str, kana: str, kind: str, prefecture: str | None) -> dict[str, Any]:
    """One row of the file of municipalities."""
    return {
        "code": code,
        "name": name,
        "name_kana": kana,
        "kind": kind,
        "prefecture": prefecture,
        "url": "https://www.example.lg.jp/",
    }


def measures(count: int = 1, *, released_at: str | None = None) -> dict[str, Any]:
    """An edition R9 with `count` measures, 01-01 and on."""
    return {
        "kind": "national_measures",
        "source": dict(SOURCE),
        "edition": {
            "code": "R9",
            "title": "国の施策一覧",
            "as_of": "令和9年4月時点",
            "source_note": "出典",
            "source_url": "https://example.go.jp/",
            "released_at": released_at,
        },
        "rows": [measure(no) for no in range(1, count + 1)],
    }


def measure(no: int) -> dict[str, Any]:
    """One row of a list of national measures."""
    return {
        "no": no,
        "code": f"01-{no:02}",
        "name": f"施策{no}",
        "kpi_progress": ["進捗の指標"],
        "kpi_effect": ["効果の指標"],
        "overview": ["一つ目の段落。", "二つ目の段落。"],
        "pillar": "その他",
        "pillar_no": 6,
        "timing": "令和9年度から",
        "benefit_marks": 2,
        "support": "支援策",
        "budget_programmes": ["予算事業"],
        "references": [{"label": "（案内）", "url": "https://example.go.jp/a"}],
        "ministries": [{"name": "総務省", "lead": True}],
    }


def guide(*, released_at: str | None = None) -> dict[str, Any]:
    """An edition R8 with one chapter, section and pillar, and one sample with both references."""
    return {
        "kind": "guide",
        "source": dict(SOURCE),
        "edition": {
            "code": "R8",
            "title": "策定の手引",
            "audience": "municipality",
            "published_on": "2026-04-01",
            "as_of": "令和8年4月時点",
            "source_note": "出典",
            "source_url": "",
            "footnotes": [],
            "released_at": released_at,
        },
        "rows": {
            "general": [{"title": "はじめに", "paragraphs": ["総論の段落。"], "footnotes": []}],
            "sections": [
                {
                    "no": 1,
                    "title": "現状及び課題",
                    "example": "例の一。\n例の二。",
                    "explanation": ["解説の段落。"],
                    "footnotes": [{"no": 1, "after": "例の一", "text": "脚注。"}],
                    "required_note": "",
                }
            ],
            "pillars": [
                {
                    "no": 1,
                    "name": "柱の名",
                    "short_name": "短い名",
                    "policy": "方針。",
                    "law_article": "第10条第1項",
                    "law_article_source": "guide",
                }
            ],
            "sample_measures": [sample(1)],
        },
    }


def sample(seq: int) -> dict[str, Any]:
    """One sample measure of pillar 1."""
    return {
        "seq": seq,
        "group_no": 1,
        "mark": "○",
        "name": f"記載例{seq}",
        "field": "電子行政",
        "body": ["本文。"],
        "kpis": ["件数"],
        "schedule": ["令和9年度までに実施"],
        "national_measures": [{"name": "国の施策", "recap": True, "bullets": ["説明。"]}],
        "case_refs": [{"no": "1-1", "title": "事例", "organisation": "柏市"}],
    }


def retired_sites() -> dict[str, Any]:
    """One site that was closed."""
    return {
        "kind": "retired_sites",
        "source": dict(SOURCE),
        "rows": [
            {
                "host": "old.go.jp",
                "note": "閉じられた。",
                "source": "発表",
                "checked_on": "2026-11-21",
            }
        ],
    }


def checklist() -> dict[str, Any]:
    """A checklist of two groups, the first with two items."""
    return {
        "kind": "checklist",
        "source": dict(SOURCE),
        "checklist": {
            "code": "own",
            "title": "点検表",
            "source_note": "個人の見解。",
            "source_url": "",
        },
        "rows": [
            {"title": "目的", "items": [item("負担の軽減"), item("公開", optional=True)]},
            {"title": "要求項", "items": [item("評価", important=True)]},
        ],
    }


def item(text: str, **marks: bool) -> dict[str, Any]:
    """An item of a checklist, without marks unless they are given."""
    unmarked = dict.fromkeys(("optional", "recommended", "important", "effective"), False)
    return {"text": text, **unmarked, **marks}


def crosswalk() -> dict[str, Any]:
    """What three measures of an edition R8 answer to in the edition R9 of `measures`."""
    return {
        "kind": "crosswalk",
        "source": dict(SOURCE),
        "from_edition": "R8",
        "to_edition": "R9",
        "confirmed": {"by": "本システム", "at": "2027-05-01T00:00:00+09:00"},
        "rows": [
            {"name": "施策1", "relation": "same", "to_no": 1, "reason": "同じ。"},
            {"name": "前の施策", "relation": "related", "to_no": 2, "reason": "近い。"},
            {"name": "消えた施策", "relation": "none", "to_no": None, "reason": "ない。"},
        ],
    }


def terms() -> dict[str, Any]:
    """Two outdated terms, the second without a proposal."""
    return {
        "kind": "terms",
        "source": dict(SOURCE),
        "rows": [
            term("IT基本法", aliases=["ＩＴ基本法"], proposed="デジタル社会形成基本法"),
            term("８つの重点分野", verified=False),
        ],
    }


def term(old: str, **changes: Any) -> dict[str, Any]:
    """An outdated term with a checked source, and nothing proposed."""
    return {
        "old": old,
        "aliases": [],
        "proposed": "",
        "note": "変わった。",
        "source": "官報",
        "checked_on": "2026-11-21",
        "verified": True,
    } | changes


def erratum(**changes: Any) -> dict[str, Any]:
    """A correction of the name of measure 01-01."""
    return {
        "kind": "national_measure",
        "key": "01-01",
        "field": "name",
        "old": "施策1",
        "new": "施策一",
        "source": "令和9年5月1日付け事務連絡",
        "date": "2027-05-01",
    } | changes


def save(content: object, folder: Path, name: str = "file.json") -> Path:
    """Write `content` as JSON and return where it stands."""
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
