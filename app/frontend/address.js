// Runs before Streamlit's own script, in whose page it stands (app/frame/front_end.py).
(() => {
  // Where the server is: Streamlit would first look for it below the address of the page, and be told 404 twice.
  const base = new URL("../../", document.currentScript.src).href;
  window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };

  // One act of a person is one entry of the browser's history: what pages write into their address after it, or without
  // any (what they begin with), takes the place of what stands there, so that one step back undoes one act.
  let acted = false;
  for (const kind of ["pointerdown", "keydown", "click"]) {
    addEventListener(kind, (event) => (acted ||= event.isTrusted), { capture: true });
  }
  addEventListener("popstate", () => (acted = false), { capture: true });
  const push = history.pushState.bind(history);
  history.pushState = (state, title, to) => {
    if (acted) push(state, title, to);
    else history.replaceState(state, title, to);
    acted = false;
  };
})();
