// Shows the markup that Python has built and says which button was pressed. It decides nothing and asks no other host.
// Python escapes the text of documents (compare.pages.markup) before it comes here.

function redraw(model, el, isChange) {
  const places = Object.fromEntries(
    [...el.querySelectorAll("[data-scroll]")].map((box) => [box.dataset.scroll, [box.scrollTop, box.scrollLeft]]),
  );
  const held = el.contains(document.activeElement) ? document.activeElement.dataset.press : undefined;
  const revealed = el.querySelector("[data-reveal]")?.dataset.reveal;
  el.lang = model.get("language");
  el.innerHTML = model.get("markup");
  for (const box of el.querySelectorAll("[data-scroll]")) {
    [box.scrollTop, box.scrollLeft] = places[box.dataset.scroll] ?? [0, 0];
  }
  // Who works with the keyboard stays on the button that was pressed.
  if (held) [...el.querySelectorAll("button")].find((button) => button.dataset.press === held)?.focus({ preventScroll: true });
  // The sentence of a value just clicked comes into sight, and nothing moves where it is.
  const answer = el.querySelector("[data-reveal]");
  if (answer && isChange && answer.dataset.reveal !== revealed) answer.scrollIntoView({ block: "nearest" });
}

function save(content, buffers) {
  const address = URL.createObjectURL(new Blob(buffers, { type: content.type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: content.save });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function press(model, el, event) {
  const button = event.target.closest("button");
  if (!button || !el.contains(button)) return;
  if (button.dataset.copy) {
    navigator.clipboard?.writeText(el.querySelector(`[data-text="${button.dataset.copy}"]`).textContent);
    button.classList.add("done");
  } else if (button.dataset.press) {
    model.send({ press: button.dataset.press });
  }
}

// Without a Chinese font every character is the same box; then Python is asked, once, for the fonts of the package.
function lacksChinese() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = "24px sans-serif";
  const drawn = (character) => {
    pen.clearRect(0, 0, 32, 32);
    pen.fillText(character, 2, 26);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  return drawn("区") === drawn("域");
}

function askForFonts(model) {
  if (document.documentElement.dataset.compareFonts || !lacksChinese()) return;
  document.documentElement.dataset.compareFonts = "asked";
  model.send({ need: "fonts" });
}

function addFonts(family, buffers) {
  buffers.forEach((bytes, n) => {
    const face = new FontFace(family, bytes, { weight: n ? "700" : "400" });
    face.load().then(() => document.fonts.add(face));
  });
  // Code keeps its own letters: it is lent the Chinese characters only.
  const range = { weight: "400", unicodeRange: "U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF" };
  new FontFace(`${family} Code`, buffers[0], range).load().then((face) => document.fonts.add(face));
  lend("--jp-code-font-family", `${family} Code`);
  // The notebook around the explorer would show the same boxes. Ours goes first: behind another font the boxes stay.
  for (const name of ["--jp-content-font-family", "--jp-ui-font-family"]) lend(name, family);
}

function lend(name, family) {
  const families = getComputedStyle(document.body).getPropertyValue(name);
  if (families) document.documentElement.style.setProperty(name, `"${family}", ${families}`);
}

export default {
  render({ model, el }) {
    el.classList.add("compare-explorer");
    const draw = () => redraw(model, el, true);
    const click = (event) => press(model, el, event);
    const told = (content, buffers) => {
      if (content.save) save(content, buffers);
      if (content.fonts) addFonts(content.fonts, buffers);
    };
    redraw(model, el, false);
    askForFonts(model);
    el.addEventListener("click", click);
    model.on("change:markup", draw);
    model.on("msg:custom", told);
    return () => {
      el.removeEventListener("click", click);
      model.off("change:markup", draw);
      model.off("msg:custom", told);
    };
  },
};
