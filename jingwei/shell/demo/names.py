"""Decides what the invented people are called, and gives them numbers that no real person has."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from jingwei.adapters.sheets.cells import check_character

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹"
    "关苗凌费纪靳盛童欧甄项曲成游裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边喻戚芮仇"
)
DOUBLE = ("欧阳", "司马", "上官", "诸葛", "慕容", "令狐", "皇甫", "尉迟")
BOYS = (
    "博川达栋帆峰刚海瀚浩恒宏鸿辉骏凯康坤朗磊立林明楠鹏强清锐森山硕松涛天威巍翔晓旭阳毅宇远岳泽喆震正志舟卓"
    "堃钧屹峻铮晟昀澍骁"
)
GIRLS = (
    "冰采晨初春丹菲芳芬歌涵荷慧惠嘉洁静岚兰蕾丽琳玲露梅萌敏娜宁佩琪晴然蓉柔瑞珊诗淑舒素婷薇文汐霞娴晓欣雪雅"
    "妍瑶怡颖盈玉媛悦芸璟玥婕沅苒"
)
BOTH = (
    "安白辰承德冬尔方谷禾和衡怀谨景居可乐黎茂牧宁农培朴启秋如若尚书思粟亭望温希夏心信修言一以逸予雨原云知子"
)
REGION = "990000"
# A surname is the rarer the later it stands.
_HEAVY = list(accumulate(1 / (rank + 12) for rank in range(len(SURNAMES))))


class Register:
    """Gives out names, ID numbers and telephone numbers, each number once."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._on_a_day: Counter[tuple[date, str]] = Counter()
        self._telephones = 0

    def name(self, sex: str) -> str:
        """A family name and one or two given ones."""
        random = self.random
        family = (
            random.choice(DOUBLE)
            if random.random() < 0.01
            else random.choices(SURNAMES, cum_weights=_HEAVY)[0]
        )
        own = BOYS if sex == "m" else GIRLS
        if random.random() < 0.24:
            return family + random.choice(own)
        first, second = random.choice(BOTH), random.choice(own)
        return family + (first + second if random.random() < 0.7 else second + first)

    def id_number(self, born: date, sex: str) -> str:
        """A number by GB 11643 in a region that does not exist; odd for men, even for women."""
        count = self._on_a_day[born, sex]
        self._on_a_day[born, sex] += 1
        front = f"{REGION}{born:%Y%m%d}{2 * count + (sex == 'm'):03d}"
        return front + check_character(front)

    def phone(self) -> str:
        """A number that starts with 199."""
        self._telephones += 1
        return f"199{self._telephones * 7_368_787 % 100_000_000:08d}"

    def born(self, first: int, last: int) -> date:
        """A birthday between two years."""
        start = date(first, 1, 1)
        return start + timedelta(days=self.random.randrange((date(last + 1, 1, 1) - start).days))
