// Next and Back by the arrow keys, and by the page keys that a clicker for slides sends.
const FORWARD = ['ArrowRight', 'PageDown'];
const BACK = ['ArrowLeft', 'PageUp'];
// Where these keys already do something of their own.
const OWN_USE = [
  'input:not([type=checkbox]):not([type=file])', 'textarea', 'select', '[contenteditable=true]', '[role=slider]',
  '[role=radiogroup]', '[role=toolbar]', '[role=group]', '[role=menu]', '[role=listbox]', '[role=dialog]',
  '[role=region][tabindex]',
].join();

// A step that is longer than the screen is read first: a page key turns it only where its end is in sight.
function isRead(key) {
  const [points, ways] = ['points', 'ways'].map((part) => document.querySelector(`.st-key-presenter_${part}`));
  if (key === 'PageDown') return points.getBoundingClientRect().bottom <= ways.getBoundingClientRect().top + 2;
  return key !== 'PageUp' || document.querySelector('[data-testid=stMain]').scrollTop <= 1;
}

function step(event) {
  const { key } = event;
  const way = FORWARD.includes(key) ? 'next' : BACK.includes(key) ? 'back' : null;
  if (!way || event.defaultPrevented || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(OWN_USE) || document.querySelector('[role=menu], [role=listbox]')) return;
  if (!isRead(key)) return;
  event.preventDefault();
  document.querySelector(`.st-key-presenter_${way} button`)?.click();
}

export default function () {
  document.removeEventListener('keydown', window.__bonecheckStep);
  window.__bonecheckStep = step;
  document.addEventListener('keydown', step);
  return () => document.removeEventListener('keydown', step);
}
