// Goes on by itself where a person would press 「つづける」: <form data-steps> posts until the state changes.

const form = document.querySelector("form[data-steps]");
const bar = document.querySelector("[data-steps-bar]");
const words = document.querySelector("[data-steps-words]");

async function goOn() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const { state, done, all } = await answer.json();
  if (bar) {
    bar.max = all;
    bar.value = done;
  }
  if (words) words.textContent = `${done} / ${all}`;
  return state === form.dataset.steps;
}

async function run() {
  const button = form.querySelector("button");
  button.hidden = true;
  try {
    while (await goOn());
    location.reload();
  } catch {
    button.hidden = false; // the line is gone: whoever presses goes on where it stopped
  }
}

if (form) run();
