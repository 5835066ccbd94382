"""Keeps a file that is brought in memory: Starlette would write one of more than 1 MB to the disk while it comes in."""

from starlette.formparsers import MultiPartParser
from streamlit import config

_MEGABYTE = 1024 * 1024


def keep_in_memory() -> None:
    """Call once in app.py; no file can come in before."""
    MultiPartParser.spool_max_size = (int(config.get_option("server.maxUploadSize")) + 1) * _MEGABYTE
