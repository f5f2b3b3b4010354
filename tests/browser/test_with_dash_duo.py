"""The app stands under Dash's own test browser too."""

from dashboard.shell.factory import create_app


def test_the_first_page_stands(dash_duo, demo_folder):
    dash_duo.start_server(create_app(demo_folder))
    dash_duo.wait_for_element("main h1")
    assert dash_duo.get_logs() == []
