"""Where England's figures stand beside the school's, and where nothing is said of them."""

import json

from .test_page import card_of


def test_the_country_is_named_only_where_it_is_drawn(ask):
    for year_groups in ([], ["8"]):
        answer, card = card_of(ask, "persistent", year_groups=year_groups)
        drawn = "England" in json.dumps(answer[f"{card}-graph"])
        assert drawn == ("England" in json.dumps(answer[f"{card}-notes"]))
        assert not (drawn and year_groups)
