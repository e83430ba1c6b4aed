"""Texts that are dear to read: what a reader might fall over, again and again, without an end of a sentence."""

LONG = 6000
"""Letters of a slow text."""
SLOW = {
    "clitics": "وبال" * 3 + "مدينة ",
    "long words of clitics": "وفبكلل" * 40 + " ",
    "nested quotations": "قال «",
    "opened brackets": "( ",
    "numbers": "خمسة وعشرين ألفا و",
    "figures": "12 و3 و45، ",
    "the dead": "قتل 3 وجرح 5 بينهم 2 و",
    "days": "يوم الاثنين 5 كانون الأول ديسمبر 2016 ",
    "speakers": "قال المتحدث إن المصدر قال إن ",
    "denials": "نفى أن يكون قد نفى ",
    "places": "حلب وحمص وإدلب في ريف ",
    "sides": "شمال غرب جنوب شرق ",
    "parties": "قوات النظام وجيش المعارضة ",
    "strikes": "قصفت طائرات وقصف مدفعي غارات ",
    "commas": "، ",
    "one sentence": "سيطرت القوات على القرية وقصفت البلدة وانسحبت من المدينة ",
}


def slow(name: str, letters: int = LONG) -> str:
    """So many letters of a slow text."""
    return SLOW[name] * (letters // len(SLOW[name]))
