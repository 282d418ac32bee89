// The questions about an unpaid experience are shown only where that is chosen; without this they stand there
// with the sentence that says for what they are.
const checklist = document.getElementById("checklist");
const kinds = document.querySelectorAll('input[name="engagement"]');

const show = () => {
  const chosen = document.querySelector('input[name="engagement"]:checked');
  checklist.hidden = Boolean(chosen) && chosen.value !== "experience";
};

if (checklist) {
  kinds.forEach((kind) => kind.addEventListener("change", show));
  show();
}
