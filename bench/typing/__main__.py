"""Types shop sentences letter by letter on both engines: `python -m bench.typing`.

Prints the processor's time for each letter (median, 95th and 99th of a hundred, longest), the time of opening, and how
often the phrase meant stands first and among the first five. The phrases were written down before either engine was
tried on them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from kiosk.typing.engine import Candidates, EngineBroken, fit_to_show
from kiosk.typing.rime import RimeCandidates
from kiosk.typing.table import TableCandidates, WithShopWords

PHRASES = {
    "服务态度很好": "fuwutaiduhenhao", "排队时间太长": "paiduishijiantaichang", "收银员很热情": "shouyinyuanhenreqing",
    "希望多开几个窗口": "xiwangduokaijigechuangkou", "蔬菜不新鲜": "shucaibuxinxian",
    "价格和价签不一样": "jiagehejiaqianbuyiyang",
    "卫生间不干净": "weishengjianbuganjing", "找不到酱油": "zhaobudaojiangyou", "退款很快": "tuikuanhenkuai",
    "机器不会用": "jiqibuhuiyong", "店员不理人": "dianyuanbuliren", "停车不方便": "tingchebufangbian",
    "购物车太脏了": "gouwuchetaizangle", "空调太冷": "kongtiaotaileng", "牛奶过期了": "niunaiguoqile",
    "东西很全": "dongxihenquan", "谢谢你们": "xiexienimen", "下次还来": "xiacihailai", "水果很甜": "shuiguohentian",
    "鸡蛋有破的": "jidanyoupode", "没人管": "meirenguan", "标识看不清": "biaoshikanbuqing",
    "孩子很喜欢": "haizihenxihuan",
    "称重的地方太远": "chengzhongdedifangtaiyuan", "优惠没有给我": "youhuimeiyougeiwo", "态度不好": "taidubuhao",
    "等了二十分钟": "dengleershifenzhong", "很满意": "henmanyi", "一般": "yiban", "价格便宜": "jiagepianyi",
}  # fmt: skip
ROUNDS = 5


def measured(name: str, opened: Callable[[], Candidates]) -> str:
    begun = time.perf_counter()
    try:
        engine = WithShopWords(opened())
        engine.of("ni", "zh_CN")
    except EngineBroken as error:
        return f"{name:8} not here: {error}"
    opening = time.perf_counter() - begun
    times: list[float] = []
    gc.disable()
    for _ in range(ROUNDS):
        for letters in PHRASES.values():
            for end in range(1, len(letters) + 1):
                begun = time.thread_time()
                fit_to_show(engine.of(letters[:end], "zh_CN"))
                times.append((time.thread_time() - begun) * 1000)
    gc.enable()
    first = five = 0
    for text, letters in PHRASES.items():
        found = [candidate.text for candidate in fit_to_show(engine.of(letters, "zh_CN"))]
        first += found[:1] == [text]
        five += text in found[:5]
    engine.close()
    times.sort()
    at = [times[int(len(times) * share)] for share in (0.5, 0.95, 0.99)]
    return (
        f"{name:8} open {opening * 1000:5.0f} ms   a letter: median {at[0]:.2f}, 95% {at[1]:.2f}, 99% {at[2]:.2f}, "
        f"longest {times[-1]:.2f} ms   phrases first {first}/{len(PHRASES)}, in five {five}/{len(PHRASES)}"
    )


def main() -> None:
    print(measured("librime", RimeCandidates))
    print(measured("table", TableCandidates))


if __name__ == "__main__":
    main()
