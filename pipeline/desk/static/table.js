// A table whose values open the piece of the page that they were read from. Python holds the rows.

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const search = element("input", { type: "search", placeholder: "Sök i tabellen" });
  search.setAttribute("aria-label", `Sök i ${model.get("caption")}`);
  const count = element("span", { className: "kp-count" });
  count.setAttribute("role", "status");
  const previous = element("button", { type: "button", textContent: "‹ Föregående" });
  const next = element("button", { type: "button", textContent: "Nästa ›" });
  const where = element("span");
  const head = element("thead");
  const body = element("tbody");
  const table = element("table", {}, element("caption", { textContent: model.get("caption") }), head, body);
  const dialog = makeDialog();
  let clicks = 0;

  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };

  const drawHead = () => {
    const [column, direction] = model.get("order");
    const row = element("tr");
    model.get("headings").forEach((heading, i) => {
      const mark = i !== column ? "" : direction > 0 ? " ▲" : " ▼";
      const button = element("button", { type: "button", textContent: heading.text + mark });
      button.onclick = () => set("order", [i, i === column ? -direction : 1]);
      const cell = element("th", { scope: "col", className: heading.number ? "kp-number" : "" }, button);
      cell.setAttribute("aria-sort", i !== column ? "none" : direction > 0 ? "ascending" : "descending");
      row.append(cell);
    });
    head.replaceChildren(row);
  };

  const drawBody = () => {
    const headings = model.get("headings");
    const rows = model.get("rows").map((cells, r) => {
      const drawn = cells.map((cell, c) => {
        const tone = cell.tone ? ` kp-tone kp-${cell.tone}` : "";
        let value = element("span", { className: `kp-value${tone}`, textContent: cell.text });
        if (cell.place) {
          value = element("button", { type: "button", className: `kp-value kp-place${tone}`, textContent: cell.text });
          value.title = "Visa var i dokumentet";
          value.onclick = () => {
            dialog.wait(cell.text);
            set("asked", [r, c, ++clicks]);
          };
        }
        const below = cell.below.map((words) => element("small", { textContent: words }));
        const drawnCell = element("td", { className: headings[c].number ? "kp-number" : "" });
        drawnCell.append(element("div", {}, value, ...below));
        drawnCell.dataset.heading = headings[c].text;
        return drawnCell;
      });
      return element("tr", {}, ...drawn);
    });
    body.replaceChildren(...rows);
  };

  const drawFoot = () => {
    const [page, pages] = [model.get("page"), model.get("pages")];
    count.textContent = model.get("count");
    where.textContent = `Sida ${page + 1} av ${pages}`;
    previous.disabled = page === 0;
    next.disabled = page + 1 >= pages;
    foot.hidden = pages < 2;
  };

  let pause;
  search.oninput = () => {
    clearTimeout(pause);
    pause = setTimeout(() => set("words", search.value), 200);
  };
  previous.onclick = () => set("page", model.get("page") - 1);
  next.onclick = () => set("page", model.get("page") + 1);

  const foot = element("div", { className: "kp-pages" }, previous, where, next);
  model.on("change:rows", drawBody);
  model.on("change:order", drawHead);
  for (const name of ["page", "pages", "count"]) model.on(`change:${name}`, drawFoot);
  model.on("change:piece", () => dialog.show(model.get("piece")));
  drawHead();
  drawBody();
  drawFoot();
  el.classList.add("kp-desk");
  el.append(
    element("div", { className: "kp-tools" }, search, count),
    element("div", { className: "kp-scroll" }, table),
    foot,
    dialog.element,
  );
}

function makeDialog() {
  const close = element("button", { type: "button", textContent: "Stäng" });
  const content = element("div");
  const dialog = element("dialog", { className: "kp-piece" }, content, close);
  dialog.setAttribute("aria-label", "Utsnitt ur dokumentet");
  let value;
  close.onclick = () => dialog.close();
  return {
    element: dialog,
    wait(words) {
      value = element("p", { className: "kp-whole", textContent: words });
      content.replaceChildren(value, element("p", { textContent: "Hämtar sidan …" }));
      dialog.showModal();
    },
    show(piece) {
      const shown = piece.error
        ? [element("p", { className: "kp-error", textContent: piece.error })]
        : [element("p", { textContent: piece.caption }), element("img", { src: piece.src, alt: piece.alt })];
      content.replaceChildren(value, ...shown);
    },
  };
}

export default { render };
