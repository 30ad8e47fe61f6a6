"""The closed lists of the catalogue; the labels are what readers see."""

from django.db import models


class MunicipalityKind(models.TextChoices):
    """What a 地方公共団体 is in law."""

    PREFECTURE = "prefecture", "都道府県"
    CITY = "city", "市"
    TOWN = "town", "町"
    VILLAGE = "village", "村"
    SPECIAL_WARD = "special_ward", "特別区"


class Audience(models.TextChoices):
    """Whom an edition of the guide addresses."""

    PREFECTURE = "prefecture", "都道府県"
    MUNICIPALITY = "municipality", "市町村"


class AudienceFit(models.TextChoices):
    """For whom a row fits: our own reading, never printed by the state. Blank: not yet judged."""

    PREFECTURE = "prefecture", "都道府県"
    MUNICIPALITY = "municipality", "市町村"
    BOTH = "both", "両方"
    REWRITE = "rewrite", "要書換え"


class SampleMark(models.TextChoices):
    """The mark before a sample's name; section 6 of the guide explains both."""

    NATIONAL = "◎", "◎ 国との整合を図る施策"
    LOCAL = "○", "○ 地方独自の施策"


class LawArticleSource(models.TextChoices):
    """Who says which article of the Act a pillar rests on."""

    GUIDE = "guide", "手引の記載"
    OURS = "ours", "本システムの読み"


class ErratumKind(models.TextChoices):
    """What kind of row an erratum corrects."""

    GUIDE_EDITION = "guide_edition", "手引の版"
    GUIDE_CHAPTER = "guide_chapter", "総論の章"
    GUIDE_SECTION = "guide_section", "雛型の項"
    PILLAR = "pillar", "柱"
    SAMPLE_MEASURE = "sample_measure", "施策の記載例"
    SAMPLE_NATIONAL_MEASURE = "sample_national_measure", "記載例に対応する国の施策"
    SAMPLE_CASE_REF = "sample_case_ref", "記載例に対応する事例"
    NATIONAL_MEASURE_EDITION = "national_measure_edition", "国の施策一覧の版"
    NATIONAL_MEASURE = "national_measure", "国の施策"


class CrosswalkRelation(models.TextChoices):
    """How a measure of one edition answers to a measure of another.

    A related one is a candidate and never treated as the same.
    """

    SAME = "same", "同じ施策"
    RENAMED = "renamed", "名称の変わった同じ施策"
    RELATED = "related", "関連する施策（候補）"
    NONE = "none", "対応する施策なし"


class ExampleKind(models.TextChoices):
    """What an example of a real plan shows."""

    SECTION = "section", "章の例"
    MEASURE = "measure", "施策の例"
