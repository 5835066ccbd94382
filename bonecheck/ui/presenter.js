// The stage: Next and Back by the arrow keys and by the page keys that a clicker for slides sends, Home and End, and type
// that is as large as there is room for.
const WAYS = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'back', PageUp: 'back' };
// Where these keys already do something of their own.
const OWN_USE = [
  'input:not([type=checkbox]):not([type=file])', 'textarea', 'select', '[contenteditable=true]', '[role=slider]',
  '[role=radiogroup]', '[role=toolbar]', '[role=group]', '[role=menu]', '[role=listbox]', '[role=dialog]',
  '[role=region][tabindex]', '[data-testid=stPopoverBody]',
].join();
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// At the last step there is no Next: a key leads nowhere from there.
function buttonOf(key) {
  if (WAYS[key]) return document.querySelector(`.st-key-presenter_${WAYS[key]} button`);
  const dots = all('[class*="st-key-stage_dot_"] button');
  return key === 'Home' ? dots[0] : key === 'End' ? dots[dots.length - 1] : null;
}

function step(event) {
  const { key } = event;
  if (event.defaultPrevented || event.repeat || !(key in WAYS || key === 'Home' || key === 'End')) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(OWN_USE) || document.querySelector('[role=menu], [role=listbox]')) return;
  if (!document.querySelector('.st-key-stage')) return;
  event.preventDefault();
  buttonOf(key)?.click();
}

// Words shrink until message and lines leave the picture its room, and the words in the picture grow until they fill it.
const WORDS = { from: 1, to: 0.5, by: 0.05 };
const PICTURE = { from: 1.3, to: 0.4, by: 0.05 };
const OF_WORDS = { from: 2.4, to: 0.4, by: 0.08 };

function shrink(name, { from, to, by }, fits) {
  const { style } = document.documentElement; // what Streamlit draws anew would lose it
  let size = from;
  style.setProperty(name, size);
  while (size > to && !fits()) style.setProperty(name, (size -= by).toFixed(2));
}

const over = (node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;

function fit() {
  const stage = document.querySelector('.st-key-stage');
  const part = stage?.querySelector('[class*="st-key-presenter_step_"]');
  const box = stage?.querySelector('.st-key-stage_picture');
  if (!part || !box) return;
  document.documentElement.style.setProperty('--picture', PICTURE.to); // it must not stand in the way of the words
  shrink('--words', WORDS, () => !over(part));
  const inner = box.querySelector('[class^="stage-"]');
  const sizes = inner?.matches('.stage-cards, .stage-bubbles, .stage-lines, .stage-groups') ? OF_WORDS : PICTURE;
  if (inner) shrink('--picture', sizes, () => !all('li, .told, .site, .said, .label', inner).concat(inner).some(over));
}

let waits = false;
function soon() {
  if (waits) return;
  waits = true;
  requestAnimationFrame(() => {
    waits = false;
    fit();
  });
}

export default function () {
  const watch = (window.__bonecheckStage ??= {});
  watch.stop?.();
  const seen = new MutationObserver(soon);
  seen.observe(document.querySelector('[data-testid=stMain]'), { childList: true, subtree: true, characterData: true });
  document.addEventListener('keydown', step);
  window.addEventListener('resize', soon);
  document.fonts.addEventListener('loadingdone', soon);
  watch.stop = () => {
    seen.disconnect();
    document.removeEventListener('keydown', step);
    window.removeEventListener('resize', soon);
    document.fonts.removeEventListener('loadingdone', soon);
  };
  fit();
  return watch.stop;
}
