// Two rows beside each other, each with its piece of the page, and a person's word on whether they are the same.

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const DECIDED = { confirmed: "✓ Samma aktivitet", rejected: "✕ Olika aktiviteter" };

function drawSide(side) {
  const facts = element("dl");
  for (const field of side.fields) {
    facts.append(element("dt", { textContent: field.name }), element("dd", { textContent: field.text }));
  }
  const piece = side.piece.error
    ? element("p", { className: "kp-error", textContent: side.piece.error })
    : element(
        "figure",
        {},
        element("img", { src: side.piece.src, alt: side.piece.alt }),
        element("figcaption", { textContent: side.piece.caption }),
      );
  return element("section", {}, element("h2", { textContent: `${side.period}: ${side.title}` }), facts, piece);
}

function render({ model, el }) {
  const state = element("p");
  state.setAttribute("role", "status");
  const sides = element("div", { className: "kp-sides" });
  const button = (words, key, act) => {
    const made = element("button", { type: "button", textContent: words, onclick: act });
    made.setAttribute("aria-keyshortcuts", key);
    return made;
  };
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const decide = (accepted) => set("verdict", [model.get("pair").number - 1, accepted]);
  const go = (steps) => {
    const { number, of } = model.get("pair");
    set("place", Math.min(Math.max(number - 1 + steps, 0), of - 1));
  };
  const buttons = element(
    "div",
    { className: "kp-pages" },
    button("Samma aktivitet (J)", "J", () => decide(true)),
    button("Olika aktiviteter (N)", "N", () => decide(false)),
    button("‹ Föregående (←)", "ArrowLeft", () => go(-1)),
    button("Nästa (→)", "ArrowRight", () => go(1)),
  );

  const draw = () => {
    const pair = model.get("pair");
    const decided = DECIDED[pair.decision] ? ` · ${DECIDED[pair.decision]}, gäller från nästa körning` : "";
    state.textContent = `Par ${pair.number} av ${pair.of} · likhet ${pair.score} av 100 · ${pair.body}${decided}`;
    sides.replaceChildren(...pair.sides.map(drawSide));
    if (pair.error) sides.prepend(element("p", { className: "kp-error", textContent: pair.error }));
  };

  const keys = { j: () => decide(true), n: () => decide(false), arrowleft: () => go(-1), arrowright: () => go(1) };
  const press = (event) => {
    const typing = event.composedPath()[0]?.closest?.("input, select, textarea");
    const act = keys[event.key.toLowerCase()];
    if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  document.addEventListener("keydown", press);
  model.on("change:pair", draw);
  draw();
  el.classList.add("kp-desk");
  el.append(state, buttons, sides);
  return () => document.removeEventListener("keydown", press);
}

export default { render };
