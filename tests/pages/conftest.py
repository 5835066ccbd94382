"""What every page test needs: Streamlit's old discovery of a `pages/` folder out of the way."""

import logging
from collections.abc import Iterator

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True, scope="package")
def no_old_page_discovery() -> Iterator[None]:
    """AppTest turns the discovery on again before each run; the ASGI entry keeps it off."""
    construct = PagesManager.__init__

    def construct_without_discovery(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        construct(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PagesManager, "__init__", construct_without_discovery)
        yield
    PagesManager.uses_pages_directory = None


@pytest.fixture(autouse=True, scope="session")
def no_warnings_about_the_missing_browser() -> None:
    """A page test reads the session from outside a script run, hundreds of times."""
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True
