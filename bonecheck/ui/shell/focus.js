// Moves focus and scroll after a page or step changes, since Streamlit leaves both where they were.
const WAIT_MS = 2000; // a question is drawn a moment after its page: its code may still be on the way

// Three things that Streamlit's menu of a phone leaves undone: its list holds more than list items, over which screen
// readers stumble, it stays open on top of the page that was chosen, and closed it still takes the keyboard.
function mendMenu() {
  const menu = document.querySelector('[data-testid=stSidebar]');
  if (menu) menu.inert = menu.dataset.collapsed === 'true';
  for (const node of document.querySelectorAll('[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li')) {
    node.setAttribute('role', 'none');
  }
}

// Streamlit ties neither a hint nor a message to its field, and marks no field that is wrong. Each question stands in a
// box of its own: the hint above its field, the message below.
function tie() {
  for (const box of document.querySelectorAll('[class*="st-key-q_"]')) {
    const key = [...box.classList].find((name) => name.startsWith('st-key-q_')).slice('st-key-q_'.length);
    const hint = box.querySelector('.ask-hint');
    const wrong = document.querySelector(`.st-key-wrong_${key} [data-testid=stAlert]`);
    if (wrong) wrong.id = `wrong_${key}`;
    for (const field of box.querySelectorAll('input[type=text], [role=radiogroup], [role=group]')) {
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
  const turned = /^[-\u2212]/.test(value) ? value.slice(1) : `\u2212${value}`;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, turned);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
}

function numberKeys() {
  for (const input of document.querySelectorAll('[class*="st-key-q_"] input[type=text]')) {
    const box = input.closest('[class*="st-key-q_"]');
    const kind = box.querySelector('[data-keys]')?.dataset.keys;
    if (!kind) continue;
    if (input.inputMode !== kind.replace('signed', 'decimal')) input.inputMode = kind.replace('signed', 'decimal');
    if (kind !== 'signed' || !matchMedia('(pointer: coarse)').matches) continue;
    if (box.querySelector('.minus')) continue;
    const key = document.createElement('button');
    key.type = 'button';
    key.className = 'minus';
    key.textContent = '\u2212';
    key.tabIndex = -1; // who tabs has a keyboard with a minus
    key.setAttribute('aria-label', box.querySelector('[data-minus]').dataset.minus);
    key.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus, and its keyboard
    key.addEventListener('click', () => turn(input));
    box.append(key);
  }
}

function mend() {
  mendMenu();
  tie();
  numberKeys();
}

function closeMenu() {
  if (document.querySelector('[data-testid=stExpandSidebarButton]')) return;
  document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click();
}

export default function (component) {
  const { token, target } = component.data;
  if (!window.__bonecheckMenu) {
    window.__bonecheckMenu = new MutationObserver(mend);
    window.__bonecheckMenu.observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ['data-collapsed'],
    });
    mend();
  }
  const first = window.__bonecheckFocus === undefined;
  const moved = window.__bonecheckFocus !== token;
  const aimed = target && window.__bonecheckTarget !== target;
  window.__bonecheckFocus = token;
  window.__bonecheckTarget = target;
  if (moved && !first) closeMenu();
  if (!aimed && (first || !moved || target)) return;
  const until = performance.now() + WAIT_MS;
  const look = () => {
    const main = document.querySelector('[data-testid=stMain]');
    const field = aimed && document.querySelector(
      ['[role=spinbutton]', 'input:not([tabindex="-1"])', 'button'].map((kind) => `.st-key-${target} ${kind}`).join(),
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
    const heading = main && main.querySelector('h1');
    if (!heading) return;
    main.scrollTo(0, 0);
    heading.tabIndex = -1;
    heading.style.outline = 'none';
    heading.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}
