// The quick way out, a little quicker: forgets what this tab and this device keep of us, tells the server to do the same,
// and puts the weather in the place of this page, so that "back" does not lead here. Without this module the form does it.

function forget() {
  for (const store of ["sessionStorage", "localStorage"]) {
    try {
      window[store].clear();
    } catch {
      // storage is switched off: nothing was kept
    }
  }
}

function leave(event) {
  const form = event.target.closest?.("form[data-leave]");
  if (!form) return;
  event.preventDefault();
  window.dispatchEvent(new Event("ippo:leave"));
  forget();
  const gone = () => window.location.replace(form.dataset.leave);
  const told = fetch(form.action, { method: "POST", redirect: "manual", keepalive: true });
  // Waits a moment for the cookies to be cleared, never longer: leaving must not depend on the network.
  Promise.race([told, new Promise((resolve) => setTimeout(resolve, 400))]).then(gone, gone);
}

document.addEventListener("submit", leave);
