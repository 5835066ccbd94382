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

function closeMenu() {
  if (document.querySelector('[data-testid=stExpandSidebarButton]')) return;
  document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click();
}

export default function (component) {
  const { token, target } = component.data;
  if (!window.__bonecheckMenu) {
    window.__bonecheckMenu = new MutationObserver(mendMenu);
    window.__bonecheckMenu.observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ['data-collapsed'],
    });
    mendMenu();
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
