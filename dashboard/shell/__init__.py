"""The frame around every page: the server, its guards, the menu and the way to a page."""
