"""The first answer names every component for Dash to check; it tells nothing of the school."""

import pytest


@pytest.mark.parametrize("viewer", ["governor", "projected"])
@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies"])
def test_no_pupil_class_or_teacher_is_in_it(apps, viewer, path):
    told = apps[viewer].server.test_client().get(path, follow_redirects=True).get_data(as_text=True)
    assert "validation_layout" in told or path != "/"
    assert not [name for name in ("Zebedee", "8/Ma1", "8\\u002fMa1", '"8A"', '"T1"') if name in told]
