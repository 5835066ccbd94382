// Tells when the app stands still: nothing that was asked of the server is open, nothing is loading, nothing moves.
// Runs before the app's own scripts. ASKED, BEGUN and ENDED are the numbers of fields in Streamlit's messages, AGAIN is
// what ENDED says where another run follows by itself, as after a change of the page.
(() => {
  const STILL_FRAMES = 3;
  const FORGOTTEN_MS = 1500; // two quick requests may get one run: then no second one begins, however long one waits
  const watch = (window.bonecheckWatch = { clicks: 0, asked: 0, runs: false, heard: 0 });
  window.addEventListener('click', () => (watch.clicks += 1), true);

  // The fields of a protobuf message by their numbers, with the values of those that are whole numbers.
  function fields(bytes) {
    const found = new Map();
    let at = 0;
    const number = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = number();
      const kind = key % 8;
      const value = kind === 0 || kind === 2 ? number() : null; // of kind 2 this is the length of what follows
      found.set(Math.floor(key / 8), value);
      at += { 0: 0, 1: 8, 2: value, 5: 4 }[kind];
    }
    return found;
  }

  // Streamlit says that a script runs only when the server has said so; what it asked for before that is counted here.
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      Object.assign(watch, { asked: 0, runs: false });
      this.addEventListener('message', ({ data }) => {
        const found = fields(new Uint8Array(data));
        if (found.has(BEGUN)) Object.assign(watch, { asked: Math.max(0, watch.asked - 1), runs: true });
        if (found.has(ENDED) && found.get(ENDED) !== AGAIN) watch.runs = false;
        watch.heard = performance.now();
      });
    }
    send(data) {
      if (fields(new Uint8Array(data)).has(ASKED)) watch.asked += 1;
      watch.heard = performance.now();
      super.send(data);
    }
  };

  const all = (selector) => [...document.querySelectorAll(selector)];
  const wide = (node) => node.getBoundingClientRect().width;

  // Why the app does not stand still, or nothing.
  function unrest() {
    const app = document.querySelector('[data-testid=stApp]');
    if (!app) return 'there is no app';
    if (app.dataset.testConnectionState !== 'CONNECTED') return 'it is not connected';
    if (watch.asked && performance.now() - watch.heard < FORGOTTEN_MS) return 'a run has not begun';
    if (watch.runs || app.dataset.testScriptState !== 'notRunning') return 'a run has not ended';
    if (window.__bonecheckSignature === undefined) return 'the browser has not handed over its draft';
    if (window.__bonecheckFocus === undefined) return 'the keeper of the focus has not come';
    if (!document.querySelector('[data-testid=stMain] h1')) return 'there is no heading';
    if (document.querySelector('[data-testid=stSkeleton]')) return 'a piece is loading';
    if (document.querySelector('[data-stale=true]')) return 'a piece of the former page stands';
    if (document.fonts.status !== 'loaded') return 'the type is loading';
    for (const plot of all('[data-testid=stPlotlyChart]').filter((chart) => chart.checkVisibility())) {
      const [place, svg] = ['.js-plotly-plot', '.main-svg'].map((part) => plot.querySelector(part));
      if (!svg) return 'a picture is not painted';
      if (Math.abs(wide(svg) - wide(place)) >= 1) return 'a picture does not fill its place';
    }
    const moves = ({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime < Infinity;
    if (document.getAnimations().some(moves)) return 'something is in motion';
    return '';
  }

  const frame = () => new Promise(requestAnimationFrame);
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  // Waits; gives the reason why it waited in vain, or nothing.
  window.bonecheckStill = async (patience, frames = STILL_FRAMES) => {
    let changed = true;
    const watcher = new MutationObserver(() => (changed = true));
    watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const until = performance.now() + patience;
    for (let i = 0; i < 3; i++) await turn(); // a widget asks the server a turn after it was touched
    for (let still = 0; still < frames; ) {
      await frame();
      const why = unrest() || (changed && 'it still changes');
      still = why ? 0 : still + 1;
      changed = false;
      if (why && performance.now() > until) return why;
    }
    watcher.disconnect();
    return '';
  };
})();
