// Fetches files of the app before they are needed, when nothing else is to be done; the browser keeps them in its cache.
const WAIT_MS = 300;

export default function (component) {
  const script = document.querySelector('script[type=module][src*="static/js/"]');
  if (!script || window.__bonecheckAhead) return;
  window.__bonecheckAhead = true;
  const fetchAll = () => {
    for (const file of component.data.files) {
      fetch(new URL(file, script.src), { priority: 'low' }).then((answer) => answer.blob()).catch(() => {});
    }
  };
  setTimeout(fetchAll, WAIT_MS);
}
