// Keeps a draft of the answers in this browser. sessionStorage by default (gone with the tab);
// localStorage with an expiry when the person asks to be remembered. Presenting is kept apart: it never outlives the tab.
const KEY = 'bonecheck.draft.v1';
const STAGE = 'bonecheck.stage.v1'; // where a presenter is: of this tab alone, also where the answers are remembered
const DAYS = 30;

// The stores that hold the draft of this tab. Another tab may remember answers of its own: they are left alone.
const used = (window.__bonecheckStores ??= new Set());

function read() {
  for (const store of ['sessionStorage', 'localStorage']) {
    try {
      const raw = window[store].getItem(KEY);
      if (!raw) continue;
      const draft = JSON.parse(raw);
      if (Date.now() - draft.saved > DAYS * 864e5) { window[store].removeItem(KEY); continue; }
      used.add(store);
      return { answers: draft.answers, place: draft.place, remember: store === 'localStorage' };
    } catch (error) { /* blocked or corrupt storage: as good as empty */ }
  }
  return { answers: null };
}

function readStage() {
  try { return JSON.parse(window.sessionStorage.getItem(STAGE)); } catch (error) { return null; }
}

function keepStage(stage) {
  try {
    if (stage) window.sessionStorage.setItem(STAGE, JSON.stringify(stage));
    else window.sessionStorage.removeItem(STAGE);
  } catch (error) { /* blocked storage: a refresh ends presenting */ }
}

function wipe(stores) {
  for (const store of stores) {
    try { window[store].removeItem(KEY); } catch (error) { /* blocked storage holds nothing */ }
  }
  used.clear();
}

let trigger = null;

// Another tab removed what this one remembers: it is not written back until somebody here asks for it again.
// The answers of this tab stay, in the tab.
function watchOtherTabs() {
  if (window.__bonecheckForgotten !== undefined) return;
  window.__bonecheckForgotten = false;
  window.addEventListener('storage', ({ storageArea, key, newValue }) => {
    const removed = storageArea === window.localStorage && (key === KEY || key === null) && newValue === null;
    if (!removed || !used.delete('localStorage')) return;
    window.__bonecheckForgotten = true;
    trigger('forgotten', Date.now());
  });
}

// After a restart of the server the page reconnects, but Streamlit runs nothing until the first click,
// and then swallows it. A trigger on reconnection starts the run that hands the draft over.
function watchConnection() {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || window.__bonecheckWatch) return;
  window.__bonecheckWatch = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === 'CONNECTED';
    if (connected && window.__bonecheckDown) setTimeout(() => trigger('reconnected', Date.now()), 50);
    window.__bonecheckDown = !connected;
  });
  window.__bonecheckWatch.observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] });
}

export default function (component) {
  const { data, setTriggerValue } = component;
  trigger = setTriggerValue;
  watchOtherTabs();
  watchConnection();
  if (data.reload) {
    window.location.reload();
    return;
  }
  if (data.ask) {
    if (window.__bonecheckAsked !== data.session) {
      window.__bonecheckAsked = data.session;
      setTriggerValue('restored', { ...read(), stage: readStage() });
    }
    return;
  }
  keepStage(data.stage);
  const signature = JSON.stringify([data.answers, data.place, data.remember]);
  if (window.__bonecheckSignature === signature) return;
  window.__bonecheckSignature = signature;
  if (data.answers === null) {
    if (used.size) wipe(['sessionStorage', 'localStorage']); // deleted, so nothing stays anywhere
    return;
  }
  if (!data.remember) window.__bonecheckForgotten = false;
  const store = data.remember && !window.__bonecheckForgotten ? 'localStorage' : 'sessionStorage';
  try {
    window[store].setItem(KEY, JSON.stringify({ saved: Date.now(), answers: data.answers, place: data.place }));
  } catch (error) { return; /* full or private: the older draft stays, and the session still holds the answers */ }
  wipe([...used].filter((other) => other !== store));
  used.add(store);
}
