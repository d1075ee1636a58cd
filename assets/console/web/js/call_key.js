// The other end of the kiosk's yellow button: who calls, for how long. Dashed while nobody does.
import { h } from "vue";
import { clock, elapsed, fill, icon, setServerTime } from "fuwutai-console/ticking.js";

export default {
  props: { calls: Array, words: Object, icons: String, now: Number },
  created() {
    setServerTime(this.now);
  },
  render() {
    const w = this.words;
    if (!this.calls.length) {
      return h("span", { class: "ck off call-key" }, [icon(this.icons, "human-greeting"), h("span", {}, w.nobody)]);
    }
    const first = this.calls[0];
    const span = elapsed(clock.now - first.since, w);
    const values = { kiosk: first.kiosk, span, n: this.calls.length };
    const text = fill(this.calls.length > 1 ? w.several : w.calling, values);
    return h("a", { class: "ck call call-key", href: first.href, "data-go": "j" }, [
      icon(this.icons, "human-greeting"),
      h("span", { role: "status" }, text),
    ]);
  },
};
