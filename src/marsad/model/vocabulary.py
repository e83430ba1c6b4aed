"""The closed word lists of the codebook: what a claim's fields may say."""

from typing import Literal

Kind = Literal[
    "clash",
    "airstrike",
    "shelling",
    "explosion",
    "chemical",
    "violence",
    "detention",
    "displacement",
    "siege",
    "control",
    "agreement",
    "toll",
]
Change = Literal["gained", "lost", "holds", "released", "returned", "lifted", "broken"]
Stance = Literal["asserts", "denies"]
Modality = Literal["actual", "prospect"]
Scope = Literal["incident", "cumulative"]
Outcome = Literal["killed", "injured", "casualties", "missing", "detained", "released", "displaced", "rescued"]
Group = Literal[
    "civilian",
    "child",
    "woman",
    "woman_or_child",
    "elder",
    "combatant",
    "medic",
    "journalist",
    "aid_worker",
    "person",
]
DatePrecision = Literal["day", "part_of_day", "range", "week", "month", "year", "unknown"]
PlacePrecision = Literal["point", "neighbourhood", "town", "district", "governorate", "country", "unknown"]
Status = Literal["single-source", "corroborated", "contested", "denied", "retracted"]
ControlState = Literal["held", "contested", "lost", "unknown"]
CountRule = Literal["range", "acled", "ucdp", "airwars", "ibc", "bounds"]

GROUP_PARENT: dict[Group, Group | None] = {
    "child": "civilian",
    "woman": "civilian",
    "woman_or_child": "civilian",
    "elder": "civilian",
    "medic": "civilian",
    "journalist": "civilian",
    "aid_worker": "civilian",
    "civilian": "person",
    "combatant": "person",
    "person": None,
}
"""The group that contains each group (child, woman, … inside civilian; civilian and combatant inside person)."""
