// Moves focus and scroll after a page or step changes, since Streamlit leaves both where they were.
const WAIT_MS = 2000; // a question is drawn a moment after its page: its code may still be on the way

const WAYS = ['check', 'results', 'plan', 'learn'];
let words = {};

// The four ways are a landmark with a name, and the one on which the page lies is said to be the current one.
function mendWays() {
  const ways = document.querySelector('[class*="st-key-ways_"]');
  if (!ways) return;
  if (words.ways && ways.getAttribute('aria-label') !== words.ways) {
    ways.setAttribute('role', 'navigation');
    ways.setAttribute('aria-label', words.ways);
  }
  const here = WAYS.findIndex((way) => ways.classList.contains(`st-key-ways_${way}`));
  ways.querySelectorAll('a').forEach((link, at) => {
    if (at !== here) link.removeAttribute('aria-current');
    else if (!link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'true');
  });
}

// An opened menu is drawn at the end of the page: the keyboard goes into it.
function enterMenu() {
  const menu = document.querySelector('[class*="st-key-menu_pages"]');
  if (menu && !menu.dataset.entered) {
    menu.dataset.entered = 'yes';
    menu.querySelector('a')?.focus({ preventScroll: true });
  }
}

// "Skip to main content" leads past the line on top, which Streamlit counts to the main part.
function skip(event) {
  if (!event.target.closest?.('[data-testid=stSkipToContent]')) return;
  event.preventDefault();
  event.stopPropagation();
  toHeading(document.querySelector('[data-testid=stMain]'));
}

// A button whose key begins with "print" prints the page, once the menu in which it may stand has closed. What the key
// names after that is for print.css: it may be a sheet that is printed alone.
function print(event) {
  const box = event.target.closest?.('[class*="st-key-print"] button')?.closest('[class*="st-key-print"]');
  if (!box) return;
  setTimeout(() => {
    document.documentElement.dataset.print = /st-key-print_(\w+)/.exec(box.className)?.[1] ?? '';
    window.print();
  }, 300);
}

function printed() {
  delete document.documentElement.dataset.print;
}

// Streamlit ties neither a hint nor a message to its field, and marks no field that is wrong. Each question stands in a
// box of its own: the hint above its field, the message below. In a list of counts each field has a message of its own.
const keyOf = (box, start) => [...box.classList].find((name) => name.startsWith(start)).slice(start.length);

function tie() {
  for (const box of document.querySelectorAll('[class*="st-key-q_"]')) {
    const hint = box.querySelector('.ask-hint');
    for (const field of box.querySelectorAll('input[type=text], [role=radiogroup], [role=group]')) {
      const count = field.closest('[class*="st-key-count_"]');
      const key = count ? keyOf(count, 'st-key-count_') : keyOf(box, 'st-key-q_');
      const wrong = document.querySelector(`.st-key-wrong_${key} [data-testid=stAlert]`);
      if (wrong) wrong.id = `wrong_${key}`;
      const ids = [hint?.id, wrong?.id].filter(Boolean).join(' ');
      if (ids && field.getAttribute('aria-describedby') !== ids) field.setAttribute('aria-describedby', ids);
      if (field.matches('input') && wrong) field.setAttribute('aria-invalid', 'true');
      else if (field.getAttribute('aria-invalid') === 'true') field.removeAttribute('aria-invalid');
    }
  }
}

// The numbers of a phone have no minus: a key of its own stands beside each field that may need one.
function turn(input) {
  const value = input.value.trim();
  const turned = /^[-\u2212]/.test(value) ? value.slice(1) : `\u2212${value.replace(/^\+/, '')}`;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, turned);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
  if (/\d/.test(turned)) input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })); // read at once
}

function numberKeys() {
  for (const input of document.querySelectorAll('[class*="st-key-q_"] input[type=text]')) {
    const box = input.closest('[class*="st-key-q_"]');
    const kind = box.querySelector('[data-keys]')?.dataset.keys;
    if (!kind) continue;
    const signed = kind === 'signed';
    if (signed && !matchMedia('(any-pointer: coarse)').matches) continue; // letters, which have a minus
    const mode = signed ? 'decimal' : kind;
    if (input.inputMode !== mode) input.inputMode = mode;
    if (!signed || box.querySelector('.minus')) continue;
    const key = document.createElement('button');
    key.type = 'button';
    key.className = 'minus';
    key.textContent = '\u2212';
    key.tabIndex = -1; // who tabs has a keyboard with a minus
    key.setAttribute('aria-label', box.querySelector('[data-minus]').dataset.minus);
    key.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus, and its keyboard
    key.addEventListener('click', () => turn(box.querySelector('input[type=text]'))); // it may have been drawn anew
    box.append(key);
  }
}

// The theme is Streamlit's to change, in a menu of its own that nobody sees beside ours.
function theme(event) {
  const box = event.target.closest?.('[class*="st-key-theme_"]');
  const chosen = box && [...box.classList].find((name) => name.startsWith('st-key-theme_')).slice('st-key-theme_'.length);
  if (!chosen) return;
  const opener = document.querySelector('[data-testid=stMainMenuButton]');
  opener?.click();
  const until = performance.now() + WAIT_MS;
  const look = () => {
    const item = document.querySelector(`[data-testid=stMainMenuItem-theme-${chosen}]`);
    if (item) item.click();
    else if (performance.now() < until) return void requestAnimationFrame(look);
    if (opener?.getAttribute('aria-expanded') === 'true') opener.click();
  };
  requestAnimationFrame(look);
}

// Buttons of one name stand in rows: each says which row it changes.
function nameButtons() {
  for (const row of document.querySelectorAll('[class*="st-key-offer_"]')) {
    const button = row.querySelector('button[kind=tertiary]');
    const what = row.querySelector('.ask-site b, .fact')?.textContent;
    if (button && what && !button.hasAttribute('aria-label')) button.setAttribute('aria-label', `${button.innerText}: ${what}`);
  }
}

function mend() {
  nameButtons();
  mendWays();
  enterMenu();
  tie();
  numberKeys();
}

function toHeading(main) {
  const heading = main && main.querySelector('h1');
  if (!heading) return;
  main.scrollTo(0, 0);
  heading.tabIndex = -1;
  heading.style.outline = 'none';
  heading.focus({ preventScroll: true });
}

// Streamlit tells its theme to its own part of the page alone. Menus are drawn beside it, and paper wants to know it too.
function tellTheme() {
  const app = document.querySelector('[data-testid=stApp]');
  const scheme = app && getComputedStyle(app).colorScheme;
  if (scheme) document.documentElement.style.colorScheme = document.documentElement.dataset.theme = scheme;
}

export default function (component) {
  const { token, target, aims } = component.data;
  words = component.data;
  tellTheme();
  if (!window.__bonecheckMend) {
    window.__bonecheckMend = new MutationObserver(mend);
    window.__bonecheckMend.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('click', skip, true);
    document.addEventListener('click', print, true);
    document.addEventListener('click', theme, true);
    window.addEventListener('afterprint', printed);
  }
  mend();
  const first = window.__bonecheckFocus === undefined;
  const moved = window.__bonecheckFocus !== token;
  const aimed = target && window.__bonecheckAims !== aims;
  window.__bonecheckFocus = token;
  window.__bonecheckAims = aims;
  if (!aimed && (first || !moved || target)) return;
  const until = performance.now() + WAIT_MS;
  const look = () => {
    const main = document.querySelector('[data-testid=stMain]');
    const field = aimed && document.querySelector(
      `.st-key-${target} button, .st-key-${target} a`,
    );
    if (aimed && !field && performance.now() < until) {
      requestAnimationFrame(look);
      return;
    }
    if (field) {
      field.closest('[class*="st-key-"]').scrollIntoView({ block: 'center' });
      field.focus({ preventScroll: true });
      return;
    }
    toHeading(main);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}
