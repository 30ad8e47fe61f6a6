"""Differences of Japanese texts: nothing is lost, and the pieces are such that one can read them."""

import random
from itertools import pairwise

import pytest

from documents.text_diff import Op, Piece, diff_text


def shown(old: str, new: str) -> str:
    """Return the pieces with [-what went-] and {+what came+}."""
    signs = {Op.SAME: "{}", Op.GONE: "[-{}-]", Op.NEW: "{{+{}+}}"}
    return "".join(signs[piece.op].format(piece.text) for piece in diff_text(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("同じ文。", "同じ文。", "同じ文。"),
        ("", "新しい文。", "{+新しい文。+}"),
        ("古い文。", "", "[-古い文。-]"),
        (
            "平成32年までに公開する。",
            "令和8年までに公開する。",
            "[-平成32-]{+令和8+}年までに公開する。",
        ),
        (
            "県内の市町村でオープンデータを進める。",
            "町内の団体でオープンデータを進める。",
            "[-県内の市町村-]{+町内の団体+}でオープンデータを進める。",
        ),
        (
            "一つ目の文。二つ目の文。三つ目の文。",
            "一つ目の文。三つ目の文。",
            "一つ目の文。[-二つ目の文。-]三つ目の文。",
        ),
        (
            "マイナンバーカードの普及を図る。",
            "マイナンバーカードの普及と活用を図る。",
            "マイナンバーカードの普及{+と活用+}を図る。",
        ),
        (
            "窓口の手続を減らす。",
            "道路の穴を直す。",
            "[-窓口の手続を減らす。-]{+道路の穴を直す。+}",
        ),
        ("一行目\n二行目", "一行目\n\n二行目", "一行目\n{+\n+}二行目"),
        ("「よい。」と言う。", "「よい。」と書く。", "「よい。」と[-言う-]{+書く+}。"),
    ],
)
def test_what_changed_is_shown_in_readable_pieces(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def words(pieces: tuple[Piece, ...], *ops: Op) -> str:
    """Return the text of the pieces of some kinds."""
    return "".join(piece.text for piece in pieces if piece.op in ops)


@pytest.mark.parametrize("seed", range(200))
def test_both_texts_can_be_spelled_again(seed: int) -> None:
    chance = random.Random(seed)
    letters = "県市町村のをに。、\n「」データAI12平成令和"
    old = "".join(chance.choice(letters) for _ in range(chance.randrange(60)))
    new = list(old)
    for _ in range(chance.randrange(12)):
        place = chance.randrange(len(new) + 1)
        new[place : place + chance.randrange(4)] = chance.choice(letters) * chance.randrange(3)
    pieces = diff_text(old, "".join(new))
    assert words(pieces, Op.SAME, Op.GONE) == old
    assert words(pieces, Op.SAME, Op.NEW) == "".join(new)
    assert all(piece.text for piece in pieces)
    ops = [piece.op for piece in pieces]
    assert [pair for pair in pairwise(ops) if pair[0] is pair[1]] == []
    assert (Op.NEW, Op.GONE) not in list(pairwise(ops))


def test_a_very_long_passage_is_replaced_whole() -> None:
    old, new = "あいうえお" * 600, "かあいうえ" * 600
    assert [piece.op for piece in diff_text(old, new)] == [Op.GONE, Op.NEW]


def test_a_long_text_of_which_one_sentence_changed_keeps_the_others() -> None:
    old = "".join(f"{number}番目の文である。" for number in range(5_000))
    new = old.replace("2500番目の", "2500個目の")
    assert [piece.text for piece in diff_text(old, new) if piece.op is not Op.SAME] == [
        "番目",
        "個目",
    ]
