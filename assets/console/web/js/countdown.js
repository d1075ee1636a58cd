// One countdown, large or small.
import { h } from "vue";
import { clock, mark, setServerTime } from "fuwutai-console/ticking.js";

export default {
  props: { due: Object, words: Object, icons: String, big: Boolean, now: Number },
  created() {
    setServerTime(this.now);
  },
  render() {
    return h("span", { class: "due" }, [mark(this.due, clock.now, this.words, this.icons, this.big)]);
  },
};
