"""Widths of columns in HTML: classes, because the pages allow no style attribute."""

_WHOLE = 100  # per cent; the classes pb-col-1 … pb-col-100 stand in columns.css


def column_classes(widths: tuple[int, ...]) -> list[str]:
    """Return one class per column: its share of the width in whole per cent.

    The shares make a hundred together, so that no table is wider than the page; where there are
    too many columns for that, they are all alike (no class).
    """
    total = sum(widths)
    if len(widths) > _WHOLE or not total:
        return [""] * len(widths)
    exact = [width * _WHOLE / total for width in widths]
    shares = [max(1, int(share)) for share in exact]
    # The rest goes, step by step, to the column that is furthest below its share.
    while sum(shares) != _WHOLE:
        short = [share - given for share, given in zip(exact, shares, strict=True)]
        if sum(shares) < _WHOLE:
            shares[short.index(max(short))] += 1
        else:
            wide = [gap if given > 1 else _WHOLE for gap, given in zip(short, shares, strict=True)]
            shares[wide.index(min(wide))] -= 1
    return [f"pb-col-{share}" for share in shares]
