"""The app as it is served, with one script more at the head of its pages: WebKit's driver has no way to put one in.

The script tells when the app stands still (`tests/browser/still.js`), keeps what went wrong, and says that the
visitor is in Britain, for units and dates.
"""

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from bonecheck.ui.server import app as served
from tests.browser.tab import STILL

PATH = "/watch.js"
HEARS = """
window.complaints = [];
const complain = (what) => window.complaints.push(String(what));
addEventListener('error', (event) => complain(event.message || event.target.src || event.target.href), true);
addEventListener('unhandledrejection', (event) => complain(event.reason));
document.addEventListener('securitypolicyviolation', (event) => complain(`refused: ${event.violatedDirective} ${event.blockedURI}`));
Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-GB' });
const error = console.error;
console.error = (...said) => { complain(said.join(' ')); error(...said); };
"""
SCRIPT = f"{{{HEARS}{STILL}}}".encode()
NOT_ASKED_FOR = {b"accept-encoding", b"if-none-match", b"if-modified-since"}  # the page comes whole and as it is


async def watch(request: Request, answer: RequestResponseEndpoint) -> Response:
    """Answers like the app, but for the script and the pages that ask for it."""
    if request.url.path == PATH:
        return Response(SCRIPT, media_type="text/javascript")
    if not request.headers.get("accept", "").startswith("text/html"):
        return await answer(request)
    request.scope["headers"] = [header for header in request.scope["headers"] if header[0] not in NOT_ASKED_FOR]
    page = await answer(request)
    body = b"".join([part async for part in page.body_iterator])
    del page.headers["content-length"]
    return Response(body.replace(b"<head>", f'<head><script src="{PATH}"></script>'.encode(), 1), headers=page.headers)


app = BaseHTTPMiddleware(served, watch)
