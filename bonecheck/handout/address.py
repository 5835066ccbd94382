"""The address at which the sources of the page stand, as a code for a phone: that address and nothing else."""

from io import BytesIO


def code(address: str) -> str:
    """A code (QR) of the address as SVG."""
    import segno  # needed only where an address is set

    out = BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", border=4, xmldecl=False, nl=False, unit="mm")
    return out.getvalue().decode()
