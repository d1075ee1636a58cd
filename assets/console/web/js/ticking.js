// The countdown, ticking here with the server's time. How near a due time is follows domain/ticket.py.
import { h, reactive } from "vue";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// One clock for the page: the server's, moved on by this machine's own (whose date may be wrong, whose pace is not).
export const clock = reactive({ now: Date.now() });
let served = null;
let since = performance.now();

function serverTime() {
  return served === null ? Date.now() : served + performance.now() - since;
}

export function setServerTime(ms) {
  // A message that took long must not turn time back; only a real difference is taken over.
  if (served !== null && Math.abs(ms - serverTime()) < 2 * SECOND) return;
  served = ms;
  since = performance.now();
  clock.now = ms;
}

function tick() {
  clock.now = serverTime();
  setTimeout(tick, SECOND - (clock.now % SECOND) + 5);
}
tick();

// Fills {name} in a pattern of the catalogue.
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

export function icon(base, name, extra = "") {
  return h("svg", { class: `ic ${extra}`.trim(), "aria-hidden": "true" }, [h("use", { href: `${base}#${name}` })]);
}

// due: {kind: "timed" | "wait" | "held" | "done", start, due} in milliseconds; "late" | "soon" | "calm" | kind.
export function pressure(due, now) {
  if (due.kind !== "timed") return due.kind;
  const left = due.due - now;
  if (left < 0) return "late";
  return left <= Math.min((due.due - due.start) / 3, HOUR) ? "soon" : "calm";
}

export function elapsed(ms, w) {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  if (seconds < 60) return fill(w.seconds, { n: seconds });
  if (seconds < 3600) return fill(w.minutes, { n: Math.floor(seconds / 60) });
  if (seconds < 86400) return fill(w.hours, { h: Math.floor(seconds / 3600), n: Math.floor((seconds % 3600) / 60) });
  return fill(w.days, { n: Math.floor(seconds / 86400) });
}

export function words(due, now, w) {
  const left = due.due - now;
  switch (pressure(due, now)) {
    case "late":
      return fill(w.late, { span: elapsed(Math.max(-left, MINUTE), w) });
    case "soon":
    case "calm":
      if (left > 2 * HOUR) return due.day;
      if (left > 5 * MINUTE) return fill(w.left, { n: Math.ceil(left / MINUTE) });
      return fill(w.left_clock, {
        m: Math.floor(Math.ceil(left / SECOND) / 60),
        s: String(Math.ceil(left / SECOND) % 60).padStart(2, "0"),
      });
    default:
      return due.text;
  }
}

// The second, quieter words beside the mark.
export function aside(due, now) {
  switch (pressure(due, now)) {
    case "late":
      return due.was;
    case "soon":
    case "calm":
      return due.due - now > 2 * HOUR ? "" : due.at;
    default:
      return due.till || "";
  }
}

function dial(part) {
  const angle = 2 * Math.PI * Math.min(1, Math.max(0, part));
  const x = (12 + 8.2 * Math.sin(angle)).toFixed(2);
  const y = (12 - 8.2 * Math.cos(angle)).toFixed(2);
  const ring = h("circle", { cx: 12, cy: 12, r: 10.6, fill: "#fff", stroke: "#0A5839", "stroke-width": 2.2 });
  const pie =
    part >= 0.999
      ? h("circle", { cx: 12, cy: 12, r: 8.2, fill: "#0A5839" })
      : h("path", { fill: "#0A5839", d: `M12 12V3.8A8.2 8.2 0 ${angle > Math.PI ? 1 : 0} 1 ${x} ${y}Z` });
  return h("svg", { class: "ic", "aria-hidden": "true", viewBox: "0 0 24 24" }, [ring, pie]);
}

const ICONS = { late: "clock-alert", soon: "timer-sand", wait: "account-clock", held: "account-eye", done: "check-circle" };

export function mark(due, now, w, base, big = false) {
  const look = pressure(due, now);
  const given = due.due - due.start;
  const picture = look === "calm" ? dial(given > 0 ? (due.due - now) / given : 1) : icon(base, ICONS[look]);
  return h("span", { class: ["cd", look, big && "big"] }, [picture, words(due, now, w)]);
}
