// Passkeys: <form data-passkey="create" or "get"> asks the browser for one, writes its answer into the field `credential` and sends
// itself. What to ask stands in a JSON script (data-options="its id") or is fetched when needed (data-options-url="…").
// [data-passkey-only] appears where the browser knows passkeys; [data-passkey-problem] says in the page what went wrong.

const supported = () => Boolean(window.PublicKeyCredential && navigator.credentials?.create && navigator.credentials?.get);

function bytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const readable = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

async function create({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: readable(publicKey.excludeCredentials),
      // A passkey signs in alone: it lies on the device and asks for its owner.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    clientDataJSON: text(clientDataJSON),
    attestationObject: text(attestationObject),
    transports: credential.response.getTransports?.() ?? [],
    of: credential,
  };
}

async function get({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: readable(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
    of: credential,
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const { of, ...response } = await (form.dataset.passkey === "create" ? create : get)(await options(form));
  return JSON.stringify({
    id: of.id,
    rawId: text(of.rawId),
    type: of.type,
    authenticatorAttachment: of.authenticatorAttachment ?? null,
    clientExtensionResults: of.getClientExtensionResults(),
    response,
  });
}

function say(form, error) {
  const place = form.querySelector("[data-passkey-problem]");
  const reason = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" }[error.name];
  place.textContent = place.dataset[reason ?? "broken"] ?? place.dataset.broken;
  place.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!supported()) continue;
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = await ask(form);
      form.submit();
    } catch (error) {
      say(form, error);
    }
  });
}
