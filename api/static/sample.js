// Samples without script: each has radio buttons of its own. With it they change together, the
// choice outlives the page, and a button copies what is shown.
const REMEMBERED = "backstock.language";
const samples = [...document.querySelectorAll("[data-sample]")];

function choose(language) {
  for (const radio of document.querySelectorAll(".languages input")) {
    radio.checked = radio.value === language;
  }
}

function remember(language) {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // a browser that keeps nothing still shows the page
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function shown(sample) {
  const { value } = sample.querySelector(".languages input:checked");
  return sample.querySelector(`[data-language="${value}"]`);
}

function addCopyButton(sample) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(shown(sample).innerText);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  sample.querySelector(".languages").append(button);
}

for (const sample of samples) {
  sample.addEventListener("change", (event) => {
    const before = sample.getBoundingClientRect().top;
    choose(event.target.value);
    remember(event.target.value);
    scrollBy({ top: sample.getBoundingClientRect().top - before, behavior: "instant" });
  });
  if (navigator.clipboard) addCopyButton(sample); // only where the address is secure
}
const languages = [...document.querySelectorAll(".languages input")].map((radio) => radio.value);
if (languages.includes(remembered())) choose(remembered());
