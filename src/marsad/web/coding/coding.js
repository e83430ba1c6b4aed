// The coding page: select words of the report, give them a place in a claim, save; offsets count code points.
"use strict";

const given = JSON.parse(document.getElementById("given").textContent);
const say = (key, values = {}) =>
  (given.words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => (name in values ? values[name] : hole));

const SINGLE = ["actor", "target"];
const FIELDS = { evidence: "KeyE", sources: "KeyS", actor: "KeyA", target: "KeyT", places: "KeyP" };
const KIND_KEYS = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0",
  "Minus", "Equal"];
const KEY_NAMES = { Minus: "-", Equal: "=" };

const state = { rows: [], at: 0, report: null, draft: null, editing: null, told: [], letters: [], busy: false };

// --- small helpers -------------------------------------------------------------------------------------------------

function h(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && key !== "list" && key !== "form") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const keyName = (code) => KEY_NAMES[code] ?? code.replace(/^(Key|Digit)/, "");
const key = (code) => h("kbd", {}, keyName(code));
const words = (word) => (typeof word === "string" ? word : state.letters.slice(word[0], word[1]).join(""));
const fresh = () => ({ kind: null, change: null, stance: "asserts", modality: "actual", scope: "incident", sources: [],
  actor: null, target: null, places: [], share: null, date: null, counts: [], evidence: [] });
const copy = (value) => JSON.parse(JSON.stringify(value));
const dirty = () => state.draft !== null && JSON.stringify(state.draft) !== JSON.stringify(state.untouched);

async function ask(path, body) {
  const how = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${path}?lang=${given.lang}`, how);
  const told = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  return { ok: answer.ok, told };
}

// --- reports ---------------------------------------------------------------------------------------------------------

async function start() {
  await list();
  const waiting = state.rows.findIndex((row) => !row.done);
  await open(waiting < 0 ? 0 : waiting);
}

async function list() {
  const { ok, told } = await ask("reports");
  if (ok) state.rows = told;
  else state.told = told.told ?? [{ field: "", told: say("code.gone") }];
}

async function open(at) {
  if (at < 0 || at >= state.rows.length || (dirty() && !confirm(say("code.discard")))) return draw();
  const answer = await ask(`reports/${at}`);
  if (!answer.ok) return tell(answer.told.told ?? [{ field: "", told: say("code.gone") }]);
  Object.assign(state, { at, report: answer.told, letters: Array.from(answer.told.text) });
  begin();
}

function begin(claim = null, number = null) {
  state.draft = claim ? { ...fresh(), ...copy(claim) } : fresh();
  state.untouched = copy(state.draft);
  state.editing = number;
  state.told = [];
  draw();
}

async function save(claims, done) {
  if (state.busy) return false;
  state.busy = true;
  try {
    const { ok, told } = await ask(`reports/${state.at}`, { claims, done, version: state.report.version });
    if (!ok) {
      const mine = told.claim === undefined || told.claim === (state.editing ?? state.report.claims.length);
      const what = told.told ?? [{ field: "", told: say("code.gone") }];
      tell(mine ? what : what.map((one) => ({ ...one, told: `${told.claim + 1}. ${one.told}` })));
      return false;
    }
    Object.assign(state.report, { claims, done, version: told.version });
    await list();
    return true;
  } catch {
    tell([{ field: "", told: say("code.gone") }]);
    return false;
  } finally {
    state.busy = false;
  }
}

async function saveClaim() {
  if (!state.draft.kind) return tell([{ field: "kind", told: say("code.no_kind") }]);
  const claims = copy(state.report.claims);
  claims[state.editing ?? claims.length] = copy(state.draft);
  if (await save(claims, state.report.done)) begin();
}

async function remove(number) {
  if (!confirm(say("code.remove"))) return;
  if (await save(state.report.claims.filter((_, at) => at !== number), state.report.done)) begin();
}

async function finish() {
  if (dirty()) return tell([{ field: "", told: say("code.unsaved") }]);
  const done = !state.report.done;
  if (!(await save(state.report.claims, done))) return;
  const next = state.rows.findIndex((row, at) => at > state.at && !row.done);
  if (done && next >= 0) await open(next);
  else draw();
}

function tell(told) {
  state.told = told;
  draw();
}

// --- selecting words -------------------------------------------------------------------------------------------------

const textPane = () => document.getElementById("text");
const points = (text) => Array.from(text).length;

function selected() {
  const selection = getSelection();
  const pane = textPane();
  if (!selection.rangeCount || selection.isCollapsed || !pane.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.endContainer)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(pane);
  before.setEnd(range.startContainer, range.startOffset);
  let start = points(before.toString());
  let end = start + points(range.toString());
  const blank = (at) => /\s/u.test(state.letters[at]);
  while (start < end && blank(start)) start += 1;
  while (start < end && blank(end - 1)) end -= 1;
  return start < end ? [start, end] : null;
}

function take(field) {
  const span = selected();
  if (!span) return tell([{ field, told: say("code.select_first") }]);
  put(field, span);
}

function put(field, word) {
  if (SINGLE.includes(field)) state.draft[field] = word;
  else state.draft[field].push(word);
  if (field === "evidence") state.draft.evidence.sort((one, other) => one[0] - other[0]);
  getSelection().removeAllRanges();
  tell([]);
}

function drop(field, at) {
  if (SINGLE.includes(field)) state.draft[field] = null;
  else state.draft[field].splice(at, 1);
  draw();
}

function write(field) {
  const word = prompt(say("code.write"));
  if (word && word.trim()) put(field, word.trim());
}

// arrow keys in the text: word by word, with shift to select
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const text = textPane().textContent;
  const found = [...text.matchAll(/\S+/gu)].map((one) => [one.index, one.index + one[0].length]);
  if (!found.length) return;
  const forward = getComputedStyle(textPane()).direction === "rtl" ? -step : step;
  const clamp = (at) => Math.max(0, Math.min(found.length - 1, at));
  state.word = clamp((state.word ?? (forward > 0 ? -1 : 0)) + forward);
  if (!event.shiftKey || state.anchor === undefined) state.anchor = state.word;
  const [first, last] = [state.anchor, state.word].sort((one, other) => one - other);
  const [start, end] = [place(found[first][0]), place(found[last][1])];
  getSelection().setBaseAndExtent(start[0], start[1], end[0], end[1]);
}

function place(offset) {
  const nodes = document.createTreeWalker(textPane(), NodeFilter.SHOW_TEXT);
  let node = nodes.nextNode();
  let left = offset;
  while (node && left > node.length) {
    left -= node.length;
    node = nodes.nextNode();
  }
  return [node ?? textPane(), node ? left : 0];
}

// --- drawing -------------------------------------------------------------------------------------------------------

const PANES = ["html", "#text", ".coding"];
const reached = () => [...document.querySelectorAll("#app :is(a, button, input, select, [tabindex])")];

// everything anew, with the places that were scrolled to and the element that the keyboard had come to
function draw() {
  const tops = PANES.map((pane) => document.querySelector(pane)?.scrollTop ?? 0);
  const at = reached().indexOf(document.activeElement);
  const same = state.drawn === state.report;
  state.drawn = state.report;
  document.getElementById("app").replaceChildren(bar(), state.report ? desk() : h("p", {}, state.told[0]?.told ?? say("code.empty")));
  if (!same) return;
  PANES.forEach((pane, number) => { const found = document.querySelector(pane); if (found) found.scrollTop = tops[number]; });
  reached()[at]?.focus({ preventScroll: true });
}

function bar() {
  const done = state.rows.filter((row) => row.done).length;
  const other = given.lang === "ar" ? "en" : "ar";
  const choose = h("select", { "aria-label": say("code.report"), onchange: (event) => open(Number(event.target.value)) },
    state.rows.map((row, at) => h("option", { value: at, selected: at === state.at },
      `${row.done ? "✓" : row.claims ? "…" : "○"} ${at + 1}. ${row.report}`)));
  return h("header", {},
    h("h1", {}, say("code.title")),
    h("progress", { max: state.rows.length || 1, value: done }),
    h("span", { className: "far" }, say("code.progress", { done, all: state.rows.length })),
    h("button", { type: "button", onclick: () => open(state.at - 1) }, key("KeyK"), say("code.previous")),
    choose,
    h("button", { type: "button", onclick: () => open(state.at + 1) }, key("KeyJ"), say("code.next")),
    h("a", { href: `?lang=${other}`, lang: other, className: "tongue" }, other === "ar" ? "العربية" : "English"));
}

function desk() {
  return h("main", {}, reading(), coding());
}

function reading() {
  const { report, title, outlet, published } = state.report;
  const known = [report, outlet, published ?? say("code.undated")].filter(Boolean);
  return h("section", { className: "reading" },
    h("p", { className: "known" }, known.map((value) => h("bdi", {}, value))),
    title && h("h2", { dir: "auto" }, title),
    h("div", { id: "text", dir: "auto", tabIndex: 0, onkeydown: walk, "aria-label": say("code.text") }, pieces()),
    claimList());
}

// the text in pieces, each with the fields of the draft and the saved claims that it belongs to
function pieces() {
  const marks = [];
  state.report.claims.forEach((claim, number) => {
    if (number !== state.editing) claim.evidence.forEach((span) => marks.push([span, "saved"]));
  });
  for (const field of Object.keys(FIELDS)) {
    const value = state.draft[field];
    for (const word of SINGLE.includes(field) ? [value] : value) if (Array.isArray(word)) marks.push([word, field]);
  }
  const cuts = [...new Set([0, state.letters.length, ...marks.flatMap(([span]) => span)])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, at) => {
    const over = marks.filter(([span]) => span[0] <= cuts[at] && end <= span[1]).map(([, field]) => field);
    const text = state.letters.slice(cuts[at], end).join("");
    return over.length ? h("mark", { className: over.join(" ") }, text) : text;
  });
}

function claimList() {
  const rows = state.report.claims.map((claim, number) => h("li", { className: number === state.editing ? "now" : "" },
    h("button", { type: "button", className: "claim", onclick: () => edit(number) }, told(claim)),
    h("button", { type: "button", className: "remove", onclick: () => remove(number), title: say("code.delete") }, "×")));
  return h("section", { className: "claims" },
    h("h2", {}, say("code.claims", { n: rows.length })),
    h("ol", {}, rows),
    h("button", { type: "button", className: state.report.done ? "done" : "finish", onclick: finish }, key("KeyX"),
      say(state.report.done ? "code.reopen" : "code.finish")));
}

function edit(number) {
  if (dirty() && !confirm(say("code.discard"))) return;
  begin(state.report.claims[number], number);
}

function told(claim) {
  const what = say(`kind.${claim.kind}`) + (claim.change ? ` (${say(`change.${claim.change}`)})` : "");
  const said = [...claim.sources.map(words), claim.stance === "denies" ? say("stance.denies") : null, what,
    ...claim.places.map(words), ...claim.counts.map(people)].filter(Boolean);
  return said.map((part) => h("bdi", {}, part)).flatMap((node, at) => (at ? [" · ", node] : [node]));
}

function people(count) {
  const { low, high } = count;
  const n = low === high ? low : low === null ? `≤${high}` : high === null ? `${low}+` : `${low}–${high}`;
  return `${say(`outcome.${count.outcome}`)} ${n} (${say(`group.${count.group}`)})`;
}

function coding() {
  const heading = state.editing === null ? say("code.new") : say("code.editing", { n: state.editing + 1 });
  const problems = state.told.map((one) => h("li", {}, one.told));
  return h("form", { className: "coding", onsubmit: (event) => { event.preventDefault(); saveClaim(); } },
    h("h2", {}, heading),
    choice("kind", given.kinds, KIND_KEYS),
    state.draft.kind in given.changes &&
      choice("change", [...(state.draft.kind === "control" ? [] : [null]), ...given.changes[state.draft.kind]]),
    choice("stance", given.stances, [null, "KeyD"]),
    choice("modality", given.modalities, [null, "KeyF"]),
    choice("scope", given.scopes, [null, "KeyC"]),
    Object.entries(FIELDS).map(([field, code]) => wordsOf(field, code)),
    dates(), counts(), state.draft.kind === "control" && share(),
    h("div", { className: "ends" },
      problems.length > 0 && h("ul", { className: "told", role: "alert" }, problems),
      h("button", { type: "submit", className: "save" }, h("kbd", {}, "Ctrl ⏎"), say("code.save")),
      h("button", { type: "button", onclick: () => begin() }, h("kbd", {}, "Esc"), say("code.clear"))));
}

const wrong = (field) => (state.told.some((one) => one.field === field) ? "wrong" : "");

function choice(field, values, codes = []) {
  const chips = values.map((value, at) => h("button", { type: "button", className: "chip",
    "aria-pressed": String(state.draft[field] === value), onclick: () => set(field, value) },
  codes[at] && key(codes[at]), value === null ? say("code.unchanged") : say(`${field}.${value}`)));
  return h("fieldset", { className: wrong(field) }, h("legend", {}, say(`code.${field}`)), chips);
}

function set(field, value) {
  state.draft[field] = value;
  if (field === "kind") {
    state.draft.change = null;
    if (value !== "control") state.draft.share = null;
  }
  tell([]);
}

function wordsOf(field, code) {
  const value = state.draft[field];
  const list = SINGLE.includes(field) ? (value === null ? [] : [value]) : value;
  return h("fieldset", { className: `words ${wrong(field)}` },
    h("legend", {}, h("button", { type: "button", className: `take ${field}`, onmousedown: (event) => event.preventDefault(),
      onclick: () => take(field) }, key(code), say(`code.${field}`))),
    list.map((word, at) => h("span", { className: `word ${field}` }, h("bdi", {}, words(word)),
      h("button", { type: "button", onclick: () => drop(field, at), "aria-label": say("code.delete") }, "×"))),
    field !== "evidence" && h("button", { type: "button", className: "write", onclick: () => write(field),
      title: say("code.write") }, "✎"));
}

function dates() {
  const days = state.draft.date ?? { from: null, to: null };
  const input = (end) => h("label", {}, say(`code.${end}`), h("input", { type: "date", value: days[end] ?? "",
    onchange: (event) => dated({ ...(state.draft.date ?? days), [end]: event.target.value || null }) }));
  const { published } = state.report;
  const quick = (back, code, name) => published && h("button", { type: "button", onclick: () => whole(back) }, key(code), say(name));
  return h("fieldset", { className: wrong("date") }, h("legend", {}, say("code.date")), input("from"), input("to"),
    quick(0, "KeyG", "code.that_day"), quick(1, "KeyY", "code.day_before"));
}

// what is written into a field is kept without drawing anew: a button pressed right after it stays under the pointer
function dated(days) {
  state.draft.date = days.from || days.to ? days : null;
}

function whole(back) {
  if (!state.report.published) return;
  const date = new Date(`${state.report.published}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - back);
  const only = date.toISOString().slice(0, 10);
  dated({ from: only, to: only });
  tell([]);
}

function counts() {
  const rows = state.draft.counts.map((count, at) => {
    const pick = (name, values, shown) => h("select", { "aria-label": say(`code.${name}`), onchange: (event) => {
      const value = event.target.value;
      count[name] = name === "part_of" ? (value === "" ? null : Number(value)) : value;
    } }, values.map((value) => h("option", { value: value ?? "", selected: count[name] === value }, shown(value))));
    const figure = (name) => h("input", { type: "number", min: 0, value: count[name] ?? "", "aria-label": say(`code.${name}`),
      placeholder: say(`code.${name}`), onchange: (event) => {
        count[name] = event.target.value === "" ? null : Math.trunc(Number(event.target.value));
      } });
    const others = [null, ...state.draft.counts.keys()].filter((other) => other !== at);
    return h("div", { className: "count" }, h("b", {}, `${at + 1}`),
      pick("outcome", given.outcomes, (value) => say(`outcome.${value}`)),
      figure("low"), figure("high"), pick("group", given.groups, (value) => say(`group.${value}`)),
      pick("part_of", others, (value) => (value === null ? say("code.whole") : say("code.part", { n: value + 1 }))),
      h("button", { type: "button", onclick: () => uncount(at), "aria-label": say("code.delete") }, "×"));
  });
  return h("fieldset", { className: wrong("counts") },
    h("legend", {}, h("button", { type: "button", className: "take", onmousedown: (event) => event.preventDefault(),
      onclick: addCount }, key("KeyN"), say("code.counts"))), rows);
}

function addCount() {
  const span = selected();
  const digits = span && words(span).replace(/[٠-٩]/gu, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)).match(/\d+/u);
  const n = digits ? Number(digits[0]) : null;
  state.draft.counts.push({ outcome: "killed", group: "person", low: n, high: n, part_of: null });
  tell([]);
}

function uncount(at) {
  state.draft.counts.splice(at, 1);
  for (const count of state.draft.counts) {
    if (count.part_of === at) count.part_of = null;
    else if (count.part_of !== null && count.part_of > at) count.part_of -= 1;
  }
  tell([]);
}

function share() {
  return h("fieldset", { className: wrong("share") }, h("legend", {}, say("code.share")),
    h("input", { type: "number", min: 0, max: 1, step: 0.01, value: state.draft.share ?? "", onchange: (event) => {
      state.draft.share = event.target.value === "" ? null : Number(event.target.value);
    } }));
}

// --- keys: by their place on the keyboard, so that an Arabic layout serves as well ---------------------------------

const toggle = (field, plain, other) => set(field, state.draft[field] === other ? plain : other);
const KEYS = {
  KeyN: addCount, KeyX: finish, KeyJ: () => open(state.at + 1), KeyK: () => open(state.at - 1),
  KeyD: () => toggle("stance", "asserts", "denies"), KeyF: () => toggle("modality", "actual", "prospect"),
  KeyC: () => toggle("scope", "incident", "cumulative"), KeyG: () => whole(0), KeyY: () => whole(1),
};
for (const [field, code] of Object.entries(FIELDS)) KEYS[code] = () => take(field);
KIND_KEYS.forEach((code, at) => { KEYS[code] = () => set("kind", given.kinds[at]); });

document.addEventListener("keydown", (event) => {
  if (!state.report) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.activeElement.blur(); // a field that is being written in says what it holds
    saveClaim();
  } else if (event.key === "Escape") {
    if (!dirty() || confirm(say("code.discard"))) begin();
  } else if (!event.ctrlKey && !event.altKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
    && KEYS[event.code]) {
    event.preventDefault();
    KEYS[event.code]();
  }
});
document.addEventListener("mousedown", () => { state.word = undefined; state.anchor = undefined; });
addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });

start();
