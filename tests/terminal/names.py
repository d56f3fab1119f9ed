"""Names in many scripts: the demo's organisation, with people and circles who are called so."""

from pathlib import Path

from sociotui.room.files import data_folder

PEOPLE = {
    "Ana": "Zoe\u0308 Müller-Łódź",
    "Ben": "Ελένη",
    "Chidi": "Михаил",
    "Dara": "مريم",
    "Eli": "שרה",
    "Fay": "प्रिया क्षत्रिय",
    "Gio": "สมชาย น้ำใจ",
    "Hana": "王小明",
    "Ivo": "さくら김민수",
    "Zoe": "Zoe 👍🏽👨\u200d👩\u200d👧🇧🇷❤\ufe0f",
}
CIRCLES = {
    "Garden circle": "Сад 🌱 हिन्दी",
    "Kitchen circle": "厨房 👩🏾\u200d🍳 مطبخ",
    "Compost circle": "ปุ๋ยหมัก 🇳🇱",
    "Finance circle": "כספים 💶",
    "Green Acres": "緑 👨\u200d👩\u200d👧\u200d👦 Зелень",
}


def organisation(folder: Path) -> Path:
    """Write the demo's organisation with these names into a file."""
    text = (data_folder() / "demo" / "organisation.toml").read_text("utf-8")
    for was, name in (PEOPLE | CIRCLES).items():
        text = text.replace(f'name = "{was}"', f'name = "{name}"')
    path = folder / "names.toml"
    path.write_text(text, "utf-8")
    return path
