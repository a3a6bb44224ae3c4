// The pretend phone: shows what /phone/api says, once a second, and sends what is typed.
import { drawn, made_small } from "/phone/pictures.js";

const poll_ms = 1000;
const pictures_max = 3;
const chosen_key = "pretend-phone";

const at = (id) => document.getElementById(id);
const phones = at("phone");
const lines = at("line");
const texts = at("texts");
const message = at("message");
const send = at("send");

let pictures = [];

let shown = "";
let polling = 0;

async function ask(path, body) {
  const request =
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        };
  const response = await fetch(`/phone/api/phones${path}`, request);
  if (!response.ok) throw new Error(`the carrier answered ${response.status}`);
  return response.json();
}

// Runs `work`; what goes wrong is shown until something goes right again.
async function carefully(work, words) {
  try {
    await work();
    at("trouble").hidden = true;
  } catch (error) {
    at("trouble").textContent = `${words} (${error.message})`;
    at("trouble").hidden = false;
  }
}

function readable(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

function fill(select, items, chosen) {
  const wanted = items.map(({ value, label }) => `${value} ${label}`).join("\n");
  if (select.dataset.items !== wanted) {
    select.dataset.items = wanted;
    select.replaceChildren(...items.map(({ value, label }) => new Option(label, value)));
  }
  if (items.some(({ value }) => value === chosen)) select.value = chosen;
}

async function load_phones(chosen) {
  let known = await ask("");
  if (known.phones.length === 0) {
    await ask("", {});
    known = await ask("");
  }
  fill(
    phones,
    known.phones.map(({ id, number }) => ({ value: id, label: readable(number) })),
    chosen,
  );
  fill(
    lines,
    known.lines.map((number) => ({ value: number, label: readable(number) })),
    lines.value,
  );
  lines.disabled = known.lines.length < 2;
}

function below(text) {
  const time = new Date(text.at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  if (text.by === "carrier") return `${time} · from the phone company`;
  if (text.direction === "in") return time;
  const words = { sending: "Sending…", sent: "✓✓ Delivered", failed: "Not delivered" };
  return `${time} · ${words[text.status]}`;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function bubble(text, before) {
  const inside = text.media.map(({ url }) =>
    url.startsWith("/")
      ? element("img", { className: "picture", src: url, alt: "Picture" })
      : element("span", { className: "picture" }, `🖼 Picture: ${url}`),
  );
  if (text.body !== "") inside.push(text.body);
  const turn = before && before.direction !== text.direction ? "text turn" : "text";
  const item = element(
    "li",
    { className: turn },
    element("div", { className: "bubble" }, ...inside),
    element("div", { className: "below" }, below(text)),
  );
  Object.assign(item.dataset, {
    testid: "phone-text",
    direction: text.direction,
    status: text.status,
    by: text.by,
    id: text.id,
  });
  return item;
}

function show(list) {
  const state = JSON.stringify(list);
  if (state === shown) return;
  shown = state;
  const at_end = texts.scrollHeight - texts.scrollTop - texts.clientHeight < 80;
  const old = new Map([...texts.children].map((item) => [item.dataset.id, item]));
  const items = list.map((text, i) => {
    const fresh = bubble(text, list[i - 1]);
    const before = old.get(text.id);
    // A bubble that has not changed stays, so that it is not read out again.
    return before && before.outerHTML === fresh.outerHTML ? before : fresh;
  });
  for (const item of [...texts.children]) if (!items.includes(item)) item.remove();
  items.forEach((item, i) => {
    if (texts.children[i] !== item) texts.insertBefore(item, texts.children[i] ?? null);
  });
  at("nothing").hidden = list.length > 0;
  if (at_end) texts.scrollTop = texts.scrollHeight;
}

async function refresh() {
  clearTimeout(polling);
  const phone = phones.value;
  await carefully(async () => {
    await load_phones(phone);
    const thread = await ask(`/${phones.value}/texts`);
    // An answer for a phone that is no longer looked at would flash by.
    if (phone === phones.value || phone === "") {
      show(thread.texts.filter(({ line }) => line === lines.value));
    }
  }, "The simulator can't be reached.");
  clearTimeout(polling);
  polling = setTimeout(refresh, poll_ms);
}

function choose() {
  sessionStorage.setItem(chosen_key, phones.value);
  shown = "";
  texts.replaceChildren();
  refresh();
}

function allow_sending() {
  send.disabled = message.value.trim() === "" && pictures.length === 0;
}

// What is chosen, each to be taken back with a click.
function choose_pictures(list) {
  pictures = list;
  at("chosen").replaceChildren(
    ...list.map((url, i) => {
      const name = `Leave out picture ${i + 1}`;
      const picture = element("img", { src: url, alt: name });
      const button = element("button", { type: "button", title: name }, picture);
      button.addEventListener("click", () => choose_pictures(pictures.filter((_, j) => j !== i)));
      return element("li", {}, button);
    }),
  );
  const is_full = list.length >= pictures_max;
  at("sample").disabled = is_full;
  at("own").disabled = is_full;
  allow_sending();
}

async function add_own() {
  const [file] = at("own").files;
  at("own").value = "";
  if (!file) return;
  await carefully(
    async () => choose_pictures([...pictures, await made_small(file)]),
    "That is no picture.",
  );
}

async function send_text(event) {
  event.preventDefault();
  allow_sending();
  if (send.disabled) return;
  const wanted = {
    to: lines.value,
    body: message.value,
    media: pictures,
  };
  await carefully(async () => {
    await ask(`/${phones.value}/texts`, wanted);
    // Only now: what was typed is not lost when sending fails.
    message.value = "";
    choose_pictures([]);
    at("picture-row").hidden = true;
    at("add-picture").setAttribute("aria-expanded", "false");
  }, "The text was not sent.");
  allow_sending();
  texts.scrollTop = texts.scrollHeight;
  await refresh();
  message.focus();
}

phones.addEventListener("change", choose);
lines.addEventListener("change", choose);
at("composer").addEventListener("submit", send_text);
message.addEventListener("input", allow_sending);
at("sample").addEventListener("change", () => {
  if (at("sample").value === "") return;
  choose_pictures([...pictures, drawn(at("sample").value)]);
  at("sample").value = "";
});
at("own").addEventListener("change", add_own);
message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send_text(event);
});
at("add-picture").addEventListener("click", () => {
  const row = at("picture-row");
  row.hidden = !row.hidden;
  at("add-picture").setAttribute("aria-expanded", String(!row.hidden));
  if (!row.hidden) at("sample").focus();
});
at("new-phone").addEventListener("click", () =>
  carefully(async () => {
    const made = await ask("", {});
    await load_phones(made.id);
    choose();
    message.focus();
  }, "No phone could be made."),
);

allow_sending();
await carefully(
  () => load_phones(sessionStorage.getItem(chosen_key) ?? ""),
  "The simulator can't be reached.",
);
refresh();
