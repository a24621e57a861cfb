"use strict";
// What the server says → the page: only sheets that changed are fetched, and nothing of an issue's text is ever markup.

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const faces = new Map();
let state = null;
let busy = false;
let again = false;

const events = new EventSource("events");
events.onmessage = refresh;
events.onerror = () => notice(state && state.words.gone);

async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    do {
      again = false;
      const answer = await fetch("state");
      if (!answer.ok) return;
      state = await answer.json();
      await loadFaces();
      await showSheets();
      showFindings();
      showHead();
    } while (again);
  } catch (error) {
    notice(state && state.words.gone);
  } finally {
    busy = false;
    document.body.dataset.version = state ? state.version : "";
  }
}

function notice(text) {
  $("notice").textContent = text || "";
  $("notice").hidden = !text;
}

function showHead() {
  document.title = state.name;
  $("name").textContent = state.name;
  $("summary").textContent = state.words.summary;
  notice(state.broken ? state.words.broken : "");
  $("pages").classList.toggle("stale", state.broken);
  $("pages").setAttribute("aria-label", state.words.pages);
}

async function loadFaces() {
  await Promise.all(state.faces.map(async ({ family, name }) => {
    const held = faces.get(family);
    if (held && held.name === name) return;
    const face = new FontFace(family, `url("face/${name}")`);
    await face.load();
    document.fonts.add(face);
    if (held) document.fonts.delete(held.face);
    faces.set(family, { name, face });
  }));
}

function sections() { return [...$("pages").children]; }

async function showSheets() {
  const all = sections();
  for (const extra of all.slice(state.pages.length)) extra.remove();
  for (let number = all.length + 1; number <= state.pages.length; number++) {
    const section = document.createElement("section");
    section.id = `page-${number}`;
    section.dataset.page = number;
    $("pages").append(section);
  }
  const middle = $("pages").scrollTop + $("pages").clientHeight / 2;
  const wanted = sections().filter((section, index) => section.dataset.digest !== state.pages[index].digest);
  wanted.sort((a, b) => Math.abs(a.offsetTop - middle) - Math.abs(b.offsetTop - middle));
  const one = async (section) => {
    const sheet = state.pages[section.dataset.page - 1];
    const answer = await fetch(`sheet/${sheet.digest}`);
    if (!answer.ok) { again = true; return; }
    const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    section.replaceChildren(document.importNode(drawn, true));
    section.dataset.digest = sheet.digest;
    section.classList.toggle("landscape", section.firstChild.viewBox.baseVal.width > section.firstChild.viewBox.baseVal.height);
  };
  // What is looked at comes first.
  await Promise.all(wanted.slice(0, 4).map(one));
  await Promise.all(wanted.slice(4).map(one));
  sections().forEach((section, index) => {
    section.setAttribute("aria-label", state.words.page.replace("{number}", index + 1));
    section.dataset.mark = state.words.draft;
    for (const old of section.querySelectorAll(".changed")) old.remove();
    for (const line of state.pages[index].changed) bar(section, line);
  });
}

function lineOf(section, line) { return section.querySelector(`text[data-line="${line}"]`); }

function rectangle(kind, x, y, width, height) {
  const rect = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ class: kind, x, y, width, height })) rect.setAttribute(name, value);
  return rect;
}

function bar(section, line) {
  const text = lineOf(section, line);
  if (!text) return;
  const box = text.getBBox();
  text.before(rectangle("changed", 1100, box.y, 60, box.height));
}

function mark(section, line) {
  for (const old of document.querySelectorAll(".hit")) old.remove();
  const text = lineOf(section, line);
  if (!text) return;
  const box = text.getBBox();
  text.before(rectangle("hit", box.x - 60, box.y, box.width + 120, box.height));
}

// --- findings -----------------------------------------------------------------------------------------------------

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function showFindings() {
  $("findings-head").textContent = state.words.findings;
  $("none").textContent = state.words.none;
  $("none").hidden = state.findings.length > 0;
  $("findings").replaceChildren(...state.findings.map((finding, index) => {
    const item = element("li", "", finding.severity);
    item.dataset.index = index;
    const button = element("button");
    button.type = "button";
    button.append(element("b", `${finding.level} ${finding.code}`), element("span", finding.message), element("small", finding.remedy));
    button.addEventListener("click", () => toPage(index));
    item.append(button);
    if (finding.place) item.append(editorLink(finding.place));
    return item;
  }));
}

function editorAddress([, path, line, column]) {
  const address = encodeURI(path.replace(/\\/g, "/")).replace(/[?#]/g, encodeURIComponent);
  return state.editor.replace("{path}", address.startsWith("/") ? address : `/${address}`).replace("{line}", line).replace("{column}", column);
}

function editorLink(place) {
  const link = element("a", place[0]);
  link.href = editorAddress(place);
  return link;
}

function choose(index) {
  for (const item of $("findings").children) item.classList.toggle("current", Number(item.dataset.index) === index);
  if (index >= 0) $("findings").children[index].scrollIntoView({ block: "nearest" });
}

function toPage(index) {
  const finding = state.findings[index];
  choose(index);
  const section = finding.page && $(`page-${finding.page}`);
  if (!section) return;
  mark(section, finding.line);
  const text = lineOf(section, finding.line);
  (text || section).scrollIntoView({ block: "center" });
}

// --- from the page to the text --------------------------------------------------------------------------------------

$("pages").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-top]");
  if (link) {
    event.preventDefault();
    const section = $(link.getAttribute("href").slice(1));
    if (section) $("pages").scrollTop = section.offsetTop - $("pages").offsetTop + section.clientHeight * (link.dataset.top / section.querySelector("svg").viewBox.baseVal.height) - 40;
    return;
  }
  const text = event.target.closest("text[data-line]");
  const section = event.target.closest("section[data-page]");
  if (!text || !section) return;
  const [page, line] = [Number(section.dataset.page), Number(text.dataset.line)];
  const place = state.pages[page - 1].places[line];
  mark(section, line);
  choose(state.findings.findIndex((finding) => finding.page === page && finding.line === line));
  $("where").hidden = !place;
  if (!place) return;
  const opener = editorLink(place);
  $("where").replaceChildren(opener);
  if (!String(window.getSelection())) opener.click();
});
