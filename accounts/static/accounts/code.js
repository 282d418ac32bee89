// A QR code leads here with the code behind the #, which is sent to no server. It goes into the field, and out of the address.

const field = document.querySelector("[data-code]");
const code = decodeURIComponent(window.location.hash.slice(1));
if (field && code) {
  if (!field.value) field.value = code;
  history.replaceState(null, "", window.location.pathname);
}
