"""At or above what the scale expects, on the mean over subjects."""


def test_the_mean_over_subjects_is_held_against_the_scale(school):
    school.given(
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale            | value
            amy   | Maths   | Autumn     | 2025-12-01  | result | GCSE 9-1         | 5
            amy   | English | Autumn     | 2025-12-01  | result | GCSE 9-1         | 3
            ben   | Maths   | Autumn     | 2025-12-01  | result | GCSE 9-1         | 4
            ben   | English | Autumn     | 2025-12-01  | result | GCSE 9-1         | 3
            cat   | Maths   | Autumn     | 2025-12-01  | result | KS2 scaled score | 99
            dan   | Physics | Autumn     | 2025-12-01  | result | A level          | A*
        """
    )
    assert school.values("at_expected") == {
        "amy": (1, 1),  # 5 and 3 make 4, which is enough
        "ben": (0, 1),
        "cat": (0, 1),
    }  # no standard is set for A levels
