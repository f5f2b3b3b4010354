"""The sign-in's small school and its four accounts, for the care of the data."""

from tests.shell.conftest import small_school  # noqa: F401 - a fixture
from tests.signin.conftest import app, folder, one_server, people_file, server_of  # noqa: F401 - fixtures
