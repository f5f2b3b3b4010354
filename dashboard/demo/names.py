"""Names and numbers of nobody: surnames and schools made up from parts of place names."""

from itertools import product

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NO_SUCH_AUTHORITY = "999"

FORENAMES = {
    "F": (
        "Ada", "Aisha", "Alina", "Amara", "Amelia", "Anya", "Bea", "Beth", "Carys", "Chloe", "Dana", "Eleni",
        "Ella", "Esme", "Farah", "Freya", "Grace", "Hana", "Imogen", "Ines", "Isla", "Jasmin", "Kezia",
        "Layla", "Lena", "Lily", "Maja", "Maryam", "Megan", "Mei", "Nadia", "Naomi", "Nia", "Orla", "Poppy",
        "Priya", "Rosa", "Ruby", "Sana", "Sofia", "Tamsin", "Tara", "Yasmin", "Zara", "Zofia",
    ),
    "M": (
        "Adam", "Aiden", "Arjun", "Ben", "Bilal", "Callum", "Caleb", "Daniel", "Dev", "Dylan", "Eli",
        "Elijah", "Ethan", "Felix", "Finn", "George", "Hamza", "Harri", "Hugo", "Ibrahim", "Idris", "Isaac",
        "Jakub", "Jamal", "Jay", "Joel", "Kai", "Kofi", "Leo", "Liam", "Luca", "Marcus", "Mateo", "Milan",
        "Nathan", "Noah", "Omar", "Oscar", "Rafael", "Rohan", "Sami", "Theo", "Tomas", "Yusuf", "Zach",
    ),
}  # fmt: skip
BEGINNINGS = (
    "Alder", "Amble", "Apple", "Ashen", "Birchen", "Bramble", "Brook", "Cinder", "Clover", "Copper", "Elder",
    "Ember", "Fern", "Gorse", "Hazel", "Heather", "Juniper", "Larch", "Linden", "Maple", "Meadow", "Merle",
    "Otter", "Pebble", "Quill", "Rowan", "Rush", "Sedge", "Sorrel", "Starling", "Tansy", "Thistle", "Timber",
    "Wren", "Yarrow",
)  # fmt: skip
ENDINGS = ("combe", "dale", "fold", "garth", "holm", "mere", "shaw", "thwaite", "wick", "worth")
KINDS_OF_SCHOOL = ("School", "Academy", "High School", "Community School", "College")

SURNAMES = tuple(beginning + ending for beginning, ending in product(BEGINNINGS, ENDINGS))


def school_name(school: int) -> str:
    """Return the name of the first, second, ... school of a made-up trust."""
    place = BEGINNINGS[school * 3 % len(BEGINNINGS)] + ENDINGS[(school * 3 + 5) % len(ENDINGS)]
    group = school // len(BEGINNINGS)
    kind = KINDS_OF_SCHOOL[school % len(KINDS_OF_SCHOOL)]
    return f"{place} {kind}" if group == 0 else f"{place} {kind} {group + 1}"


def check_letter(number: str) -> str:
    """Return the letter that opens a unique pupil number with these twelve digits."""
    total = sum(int(digit) * weight for weight, digit in enumerate(number, start=2))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def unique_pupil_number(school: int, entry_year: int, serial: int) -> str:
    """Make a unique pupil number in a local authority that does not exist."""
    establishment = 2000 + school * 10 + serial // 1000
    number = f"{NO_SUCH_AUTHORITY}{establishment:04d}{entry_year % 100:02d}{serial % 1000:03d}"
    return check_letter(number) + number
