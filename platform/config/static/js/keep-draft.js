// Keeps what was typed into <form data-keep="name"> in this tab until it was sent; passwords and files are never kept.
// A form that was sent and does not come back with errors was accepted: its draft goes.

const PREFIX = "draft:";
const keepable = (field) => field.name && !["password", "file", "hidden", "submit"].includes(field.type);

function store() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function read(form) {
  const kept = {};
  for (const field of form.elements) {
    if (!keepable(field)) continue;
    const values = (kept[field.name] ??= []);
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values.push(field.value);
    } else if (field.multiple) {
      values.push(...Array.from(field.selectedOptions, (option) => option.value));
    } else {
      values.push(field.value);
    }
  }
  return kept;
}

function write(form, kept) {
  for (const field of form.elements) {
    if (!keepable(field) || !(field.name in kept)) continue;
    const values = kept[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.multiple) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (values.length) {
      field.value = values.shift();
    }
  }
}

function keep(form, drafts) {
  const key = PREFIX + form.dataset.keep;
  const sent = key + ":sent";
  let leaving = false;
  const refused = form.querySelector("[aria-invalid], .error-summary") !== null;
  if (drafts.getItem(sent) && !refused) drafts.removeItem(key);
  drafts.removeItem(sent);
  // A form that came back with errors holds what was typed already.
  const draft = drafts.getItem(key);
  if (draft && !refused) write(form, JSON.parse(draft));
  form.addEventListener("input", () => leaving || drafts.setItem(key, JSON.stringify(read(form))));
  form.addEventListener("submit", () => drafts.setItem(sent, "1"));
  window.addEventListener("ippo:leave", () => (leaving = true));
}

const drafts = store();
if (drafts) {
  const forms = document.querySelectorAll("form[data-keep]");
  const here = new Set(Array.from(forms, (form) => PREFIX + form.dataset.keep));
  // The form was sent and did not come back: it was accepted.
  for (const key of Object.keys(drafts)) {
    if (!key.startsWith(PREFIX) || !key.endsWith(":sent")) continue;
    const draft = key.slice(0, -":sent".length);
    if (here.has(draft)) continue;
    drafts.removeItem(draft);
    drafts.removeItem(key);
  }
  for (const form of forms) keep(form, drafts);
}
