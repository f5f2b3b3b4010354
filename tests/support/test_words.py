"""What the cards on many interventions say and draw where there are few pupils, or too many."""

import numpy as np

from dashboard.support.board import counts_in_words
from dashboard.support.figures import load_figure
from dashboard.support.verdicts import CANNOT_TELL, LIKELY, NOT_LIKELY
from dashboard.support.wording import load_sentence


def test_the_last_bar_says_that_it_holds_more():
    names = load_figure([9, 3, 2, 1, 4], 5)["data"][0]["y"]
    assert names[0] == "1 at once"
    assert names[-1] == "5 or more at once"
    assert load_figure([9, 3], 5)["data"][0]["y"][-1] == "2 at once"


def test_support_that_has_ended_is_not_asked_for_again():
    none = np.zeros(5, dtype=int)
    assert load_sentence(none, "20 Apr 2026", is_known=True) == (
        "Nobody here has support on 20 Apr 2026: what there is has ended, or has not begun."
    )
    assert "Import intervention_pupils" in load_sentence(none, "20 Apr 2026", is_known=False)


def test_verdicts_read_as_a_sentence_does():
    assert counts_in_words([CANNOT_TELL]) == "it cannot be told whether the one intervention compared helped"
    assert counts_in_words([CANNOT_TELL] * 3) == (
        "it cannot be told whether any of the 3 interventions compared helped"
    )
    assert counts_in_words([LIKELY, NOT_LIKELY, CANNOT_TELL]) == (
        "1 likely helped, 1 likely did not, for 1 it cannot be told"
    )
