// Moves focus and scroll after a page or step changes, since Streamlit leaves both where they were.
export default function (component) {
  const { token, target } = component.data;
  const first = window.__bonecheckFocus === undefined;
  if (window.__bonecheckFocus === token) return;
  window.__bonecheckFocus = token;
  if (first && !target) return;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const main = document.querySelector('[data-testid=stMain]');
    const question = target && document.querySelector('.st-key-' + target);
    if (question) {
      question.scrollIntoView({ block: 'center' });
      const field = question.querySelector('input, textarea, button, select');
      if (field) field.focus({ preventScroll: true });
      return;
    }
    const heading = main && main.querySelector('h1');
    if (!heading) return;
    main.scrollTo(0, 0);
    heading.tabIndex = -1;
    heading.style.outline = 'none';
    heading.focus({ preventScroll: true });
  }));
}
