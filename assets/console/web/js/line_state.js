// Date, time and whether the line to the central service is there; as a banner, what to know while it is not.
import { h } from "vue";
import { clock, fill, icon, setServerTime } from "fuwutai-console/ticking.js";

function formatter(tag, zone, options) {
  return new Intl.DateTimeFormat(tag, { timeZone: zone, hourCycle: "h23", ...options });
}

export default {
  props: { words: Object, icons: String, now: Number, zone: String, tag: String, banner: Boolean },
  data() {
    return { cutAt: null, socket: null };
  },
  created() {
    setServerTime(this.now);
    this.time = formatter(this.tag, this.zone, { hour: "2-digit", minute: "2-digit" });
    const tag = this.tag === "en" ? "en-GB" : this.tag;
    this.date = formatter(tag, this.zone, { month: "short", day: "numeric" });
    this.weekday = formatter(tag, this.zone, { weekday: "short" });
  },
  mounted() {
    const listen = () => {
      if (!window.socket) return (this.waiting = setTimeout(listen, 100));
      window.socket.on("disconnect", () => this.cut(clock.now));
      window.socket.on("connect", () => this.cut(null));
    };
    listen();
  },
  unmounted() {
    clearTimeout(this.waiting);
  },
  methods: {
    cut(at) {
      this.cutAt = at;
      document.body.classList.toggle("cut", at !== null);
    },
  },
  render() {
    const w = this.words;
    if (this.banner) {
      if (this.cutAt === null) return null;
      return h("div", { class: "bn mandarin", role: "status" }, [
        icon(this.icons, "wifi-off"),
        h("div", {}, [h("b", {}, fill(w.cut_banner, { time: this.time.format(this.cutAt) })), h("div", {}, w.cut_safe)]),
      ]);
    }
    const now = clock.now;
    return h("span", { class: "row g10 line" }, [
      h("span", { class: "i2 nw" }, [
        this.tag !== "en" && h("span", { class: "desk-only" }, `${this.date.format(now)} `),
        this.weekday.format(now),
        this.tag === "en" && h("span", { class: "desk-only" }, ` ${this.date.format(now)}`),
        ` ${this.time.format(now)}`,
      ]),
      this.cutAt === null
        ? [icon(this.icons, "wifi", "lf"), h("span", { class: "nw" }, w.online)]
        : [icon(this.icons, "wifi-off"), h("b", { class: "nw cut-word" }, fill(w.cut, { time: this.time.format(this.cutAt) }))],
    ]);
  },
};
