// The board: filters, counts and rows, all from the rows the server sends. Texts come ready made and stay texts.
import { h } from "vue";
import { aside, clock, fill, icon, mark, pressure, setServerTime } from "fuwutai-console/ticking.js";

const FRESH_MS = 2000;

export default {
  props: { rows: Array, words: Object, icons: String, now: Number, first: String, found: String },
  data() {
    return {
      show: this.found ? "found" : "all",
      kind: "",
      severity: "",
      owner: "",
      order: null, // the numbers as they stand on screen
      pointing: false,
      focused: false,
      fresh: {}, // number -> until when it is tinted
    };
  },
  created() {
    setServerTime(this.now);
  },
  computed: {
    byNumber() {
      return Object.fromEntries(this.rows.map((row) => [row.no, row]));
    },
    open() {
      return this.rows.filter((row) => row.due.kind !== "done");
    },
    late() {
      return this.open.filter((row) => pressure(row.due, clock.now) === "late");
    },
    soon() {
      return this.open.filter((row) => pressure(row.due, clock.now) === "soon");
    },
    groups() {
      return {
        found: this.rows.filter((row) => row.found),
        mine: this.open.filter((row) => row.mine),
        all: this.open,
        late: this.late,
        held: this.open.filter((row) => row.due.kind === "held"),
        wait: this.open.filter((row) => row.due.kind === "wait"),
        done: this.rows.filter((row) => row.due.kind === "done"),
      };
    },
    wanted() {
      return this.groups[this.show]
        .filter((row) => !this.kind || row.kind === this.kind)
        .filter((row) => !this.severity || row.severity === this.severity)
        .filter((row) => !this.owner || row.owner === this.owner)
        .map((row) => row.no);
    },
    held() {
      return this.pointing || this.focused;
    },
    // While someone points at the table nothing moves under their finger: known rows keep their places.
    standing() {
      if (!this.held || this.order === null) return this.wanted;
      return this.order.filter((no) => no in this.byNumber);
    },
    arrived() {
      const there = new Set(this.standing);
      return this.wanted.filter((no) => !there.has(no)).length;
    },
    answer() {
      const w = this.words;
      if (this.found) return fill(w.found, { n: this.groups.found.length, q: this.found });
      const parts = [];
      if (this.late.length) parts.push(fill(w.are_late, { n: this.late.length }));
      if (this.soon.length) parts.push(fill(w.are_soon, { n: this.soon.length }));
      if (parts.length) return parts.join(w.comma);
      if (this.groups.held.length) return fill(w.are_held, { n: this.groups.held.length });
      if (this.open.length > this.groups.wait.length) return w.in_time;
      return this.open.length ? fill(w.only_waiting, { n: this.open.length }) : w.all_done;
    },
  },
  watch: {
    wanted: {
      immediate: true,
      handler(numbers) {
        if (!this.held) this.order = numbers;
      },
    },
    held(now) {
      if (!now) this.order = this.wanted;
    },
    rows(now, before) {
      const seen = Object.fromEntries(before.map((row) => [row.no, JSON.stringify(row)]));
      for (const row of now) {
        if (seen[row.no] !== JSON.stringify(row)) this.fresh[row.no] = clock.now + FRESH_MS;
      }
    },
    now(ms) {
      setServerTime(ms);
    },
  },
  methods: {
    choose(show) {
      this.show = show;
      this.order = null;
    },
    settle() {
      this.order = this.wanted;
      this.pointing = this.focused = false;
    },
    toggle(name, text) {
      const on = this.show === name;
      return h(
        "button",
        { type: "button", class: ["tg", on && "on", name], "aria-pressed": String(on), onClick: () => this.choose(name) },
        [on && icon(this.icons, "check-bold"), `${text} ${this.groups[name].length}`],
      );
    },
    select(name, label, options) {
      return h("label", { class: "sl" }, [
        h("span", { class: "sl-word" }, `${label}${this.words.colon}`),
        h(
          "select",
          {
            value: this[name],
            onChange: (event) => {
              this[name] = event.target.value;
              this.order = null;
            },
          },
          [h("option", { value: "" }, this.words.any), ...options.map(([value, text]) => h("option", { value }, text))],
        ),
        icon(this.icons, "chevron-down"),
      ]);
    },
    options(value, text) {
      return [...new Map(this.open.filter((row) => row[value]).map((row) => [row[value], row[text]])).entries()];
    },
    row(no, index) {
      const row = this.byNumber[no];
      const look = pressure(row.due, clock.now);
      const before = index > 0 && this.byNumber[this.standing[index - 1]];
      const begins = before && pressure(before.due, clock.now) !== look;
      const classes = ["tr", begins && "begins", no === this.first && "sel", this.fresh[no] > clock.now && "fresh"];
      return h("div", { key: no, role: "row", class: classes, "data-no": no }, [
        h("div", { role: "cell", class: "c-due" }, [
          mark(row.due, clock.now, this.words, this.icons),
          h("span", { class: "cap i2 nw" }, aside(row.due, clock.now)),
        ]),
        h("div", { role: "cell", class: "c-no nw" }, [h("a", { href: row.href, class: "open" }, row.no)]),
        h("div", { role: "cell", class: "c-kind nw" }, [
          row.kind_word,
          row.severity === "complex" && h("span", { class: "tag cx" }, row.severity_word),
          row.severity === "major" &&
            h("span", { class: "tag mj" }, [icon(this.icons, "alert-octagon-outline"), row.severity_word]),
        ]),
        h("div", { role: "cell", class: "c-what el" }, row.what),
        h("div", { role: "cell", class: ["c-who nw el", row.mine && "me"] }, row.who),
        h("div", { role: "cell", class: "c-next nw el" }, [row.next, icon(this.icons, "chevron-right", "phone-only")]),
      ]);
    },
  },
  render() {
    const w = this.words;
    const head = h("div", { class: "row sp answer" }, [
      h("h1", { class: "h1", "aria-live": "polite" }, this.answer),
      h("span", { class: "i2 desk-only" }, fill(w.counts, { n: this.open.length, m: this.groups.mine.length })),
    ]);
    const bar = h("div", { class: "row g8 bar" }, [
      this.found && this.toggle("found", w.found_key),
      this.toggle("mine", w.mine),
      this.toggle("all", w.all),
      this.toggle("late", w.late_ones),
      this.toggle("held", w.held_ones),
      this.toggle("wait", w.waiting_ones),
      this.toggle("done", w.done_ones),
      h("span", { class: "grow" }),
      this.select("kind", w.kind, this.options("kind", "kind_word")),
      this.select("owner", w.owner, this.options("owner", "owner_word")),
    ]);
    const columns = [w.due, w.number, w.kind, w.what, w.who, w.next];
    const table = h(
      "div",
      {
        role: "table",
        class: "table",
        "aria-label": w.all,
        onPointerenter: (event) => (this.pointing = event.pointerType === "mouse"),
        onPointerleave: () => (this.pointing = false),
        onFocusin: () => (this.focused = true),
        onFocusout: (event) => (this.focused = event.currentTarget.contains(event.relatedTarget)),
      },
      [
        h("div", { role: "row", class: "tr th" }, columns.map((text) => h("div", { role: "columnheader" }, text))),
        this.arrived > 0 &&
          h("button", { type: "button", class: "arrived", onClick: () => this.settle() }, fill(w.arrived, { n: this.arrived })),
        ...this.standing.map((no, index) => this.row(no, index)),
        !this.standing.length && h("div", { class: "empty" }, [h("b", {}, w.nothing), h("span", { class: "i2" }, w.nothing_more)]),
      ],
    );
    return h("div", { class: "board" }, [head, bar, table]);
  },
};
