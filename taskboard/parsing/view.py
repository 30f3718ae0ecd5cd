"""The text grammars match on, with a way back to the text as it was read.

A view holds one line per real paragraph: white space, control and invisible characters are gone,
widths and bracket forms are one, traditional characters are simplified one to one. Every offset
of the view leads back to an offset of the original, so that each value can show where it stands.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from taskboard.model import Span

# Pairs traditional-simplified: words of letterheads, duties, units, dates and measures.
_TRADITIONAL = (
    "責责單单發发號号關关於于開开辦办導导協协員员會会長长務务部部門门區区縣县鎮镇鄉乡"
    "標标準准質质項项議议記记設设計计許许訴诉評评試试詳详認认誰谁調调談谈請请論论證证識识"
    "護护讓让讀读變变負负財财貢贡貨货貧贫購购貫贯費费貼贴資资賽赛贈赠贏赢車车軌轨軍军軟软"
    "較较載载輔辅輸输輪轮農农運运過过達达違违遠远適适選选遺遗還还邊边郵邮鄰邻醫医釋释針针"
    "釘钉銀银銷销鋼钢錄录錢钱鍵键鎖锁鐵铁鑒鉴閉闭問问間间閱阅閣阁陰阴陸陆陽阳隊队階阶際际"
    "隨随險险隱隐雙双難难雲云電电靈灵靜静響响頁页順顺須须預预領领題题額额顯显風风飛飞養养"
    "館馆駐驻驗验體体魚鱼鮮鲜鳥鸟麥麦黃黄黨党點点齊齐齡龄龍龙東东業业兩两嚴严個个豐丰臨临"
    "為为麗丽舉举義义習习書书買买亂乱爭争虧亏亞亚產产畝亩親亲億亿僅仅從从倉仓儀仪們们價价"
    "衆众眾众優优傳传傷伤倫伦偽伪側侧傾倾償偿儲储兒儿內内岡冈冊册寫写凍冻決决況况淨净減减"
    "幾几憑凭擊击劃划則则剛刚創创刪删別别製制劑剂勸劝勵励勞劳勢势動动勁劲匯汇華华衛卫廠厂"
    "歷历曆历壓压厲厉縮缩參参叢丛臺台台台葉叶嚇吓嗎吗聽听啟启啓启吳吴員员園园圍围國国圖图"
    "圓圆聖圣場场壞坏塊块堅坚墊垫壘垒執执報报聲声處处備备復复複复夠够頭头夾夹奪夺奮奋獎奖"
    "婦妇孫孙學学寧宁寶宝實实審审憲宪寬宽賓宾寢寝對对尋寻爾尔塵尘盡尽儘尽層层屬属屆届歲岁"
    "島岛帥帅師师帶带幣币幫帮帳帐廣广莊庄慶庆廬庐庫库應应廟庙廢废彈弹強强歸归當当彙汇徑径"
    "後后徵征徹彻恆恒懷怀態态憂忧懇恳惡恶愛爱懸悬慣惯戰战戲戏戶户撲扑擴扩掃扫揚扬擾扰撫抚"
    "搶抢擔担擇择據据掛挂揮挥損损換换擁拥攔拦擬拟撥拨攝摄攜携敗败敵敌數数斷断無无舊旧時时"
    "曠旷晝昼晉晋曉晓暫暂術术機机殺杀雜杂權权條条來来楊杨極极構构樞枢槍枪檢检樓楼橋桥檔档"
    "歡欢歐欧殘残畢毕氣气漢汉湯汤溝沟沒没滬沪濟济瀏浏濃浓漲涨渦涡溫温測测湧涌潔洁灣湾滿满"
    "滅灭燈灯爐炉煉炼煩烦熱热燒烧狀状猶犹獨独獲获現现環环瑪玛畫画異异療疗瘋疯監监盤盘盜盗"
    "碼码礦矿碩硕確确禮礼種种積积稱称稅税穩稳穫获窮穷竊窃競竞筆笔節节範范築筑簡简籌筹簽签"
    "籤签糧粮糾纠紀纪約约級级納纳純纯紙纸紛纷細细終终組组結结絕绝統统經经綜综綠绿維维綱纲"
    "網网緊紧線线練练緣缘編编緩缓縱纵總总績绩織织繼继續续纖纤罰罚罷罢羅罗職职聯联聰聪肅肃"
    "脅胁腦脑腳脚臟脏腫肿膠胶與与興兴艱艰藝艺節节薦荐蘇苏藥药虛虚蟲虫補补裝装裏里裡里襲袭"
    "見见規规覽览覺觉觀观觸触訂订訊讯訓训訪访詢询該该誠诚語语說说課课謝谢譯译譽誉貿贸賬账"
    "趙赵躍跃踐践轉转辭辞遞递遲迟遷迁遼辽鄭郑釀酿鉤钩鏈链鑽钻閃闪闊阔隸隶霧雾韓韩類类顧顾"
    "顆颗餐餐飯饭飲饮饋馈駕驾騎骑騙骗驅驱髮发鬥斗鬧闹魯鲁黑黑徵征佈布佔占併并並并倖幸傑杰"
    "卻却厘厘嘗尝塗涂夥伙係系繫系托托採采搭搭擋挡暢畅櫃柜歎叹氾泛洩泄淚泪註注準准燦灿牆墙"
    "癥症眞真祕秘禦御稟禀穀谷群群羣群腸肠臘腊薈荟蔣蒋藍蓝衝冲託托豬猪蹟迹跡迹週周遊游鄧邓"
    "鍋锅鍛锻錯错鐘钟鍾钟銘铭鋒锋鄺邝雞鸡離离韌韧飄飘驟骤鹽盐贊赞讚赞鑰钥竪竖"
    "廳厅團团視视聞闻絡络輿舆債债災灾獻献頻频幹干轄辖爲为煙烟緒绪塊块爺爷嶺岭縣县幾几誤误"
    "牽牵萬万瞭了擺摆貸贷賦赋賞赏緝缉滯滞瀕濒濱滨灘滩澤泽潛潜澱淀狹狭獵猎瑣琐矯矫礎础禍祸窪洼竄窜"
    "籃篮粵粤糞粪紅红紋纹紐纽紗纱紹绍絲丝綁绑緯纬縫缝繞绕繪绘膚肤膽胆臉脸艦舰艙舱蕩荡蘋苹蝦虾襯衬"
    "訟讼診诊詞词誌志誘诱諮咨諾诺謀谋謹谨譜谱豎竖賃赁賣卖踴踊蹤踪軀躯輕轻輛辆輝辉轟轰迴回遜逊鈔钞"
    "鉛铅鋪铺錦锦鑄铸閒闲閘闸闢辟陝陕陣阵隻只雖虽韻韵頒颁頓顿頗颇顛颠飾饰飽饱餘余馬马駁驳駛驶鬆松"
    "鴨鸭麼么壯壮壽寿奧奥嶄崭巖岩幟帜廂厢廈厦張张彌弥慘惨慮虑憤愤戀恋攏拢棧栈棲栖樁桩樣样橫横欄栏"
    "毀毁汙污沖冲渾浑滾滚漁渔漸渐潤润灑洒疊叠瞞瞒礙碍祿禄穎颖窩窝簾帘緻致"
)
_WIDE = (
    *((chr(code + 0xFEE0), chr(code)) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))),
    *((chr(code + 0xFEE0), chr(code)) for code in range(0x61, 0x7B)),
)
_SAME = (
    "(（)）[（]）［（］）﹙（﹚）{（}）｛（｝）⦅（⦆）,，﹐，;；﹔；:：﹕：︰：!！?？﹖？｡。﹒.．.%%％%﹪%､、"
    "「“」”『‘』’＂\"＇'＋+－-−-‐-‑-‒––—―—─—━—﹘—~～∼～〜～○〇◯〇／/＝=＜<＞>≦≤≧≥＆&＃#＊*＠@"
    "﹝〔﹞〕„〔‟〕＿_｜|＄$￥¥"
)
_BLANK = (
    *range(0x00, 0x0A),
    *range(0x0B, 0x21),
    *range(0x7F, 0xA1),
    *(0xAD, 0x1680, 0x180E, 0x3000, 0xFEFF),
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    *range(0x205F, 0x2070),
    *range(0xFE00, 0xFE10),
)


def _pairs(text: str) -> dict[int, str]:
    return {ord(text[i]): text[i + 1] for i in range(0, len(text), 2)}


_TABLE: dict[int, str] = {
    **_pairs(_TRADITIONAL),
    **_pairs(_SAME),
    **{ord(wide): narrow for wide, narrow in _WIDE},
    **dict.fromkeys(_BLANK, " "),
}
_OTHER = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]+")
_RUN = re.compile(r"[^ ]+")
_QUOTED = re.compile(r'"([^"\n]*)"')
# a text that ends its sentences with half-width points: …认真贯彻执行.
_STOP = (
    r"\.(?<=[\u4e00-\u9fff]\.)(?<![一二三四五六七八九十]\.)(?=[\u4e00-\u9fff（ \n]|$)|"
    r"\.(?<=）\.)(?=\n|$)"
)
_ZEROS = re.compile("二[Oo0零][Oo0〇零一二三四五六七八九]{2}年")
_ZERO = dict.fromkeys(map(ord, "Oo0"), "〇")
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def canonical(text: str) -> str:
    """Return ``text`` with one form per character, its length unchanged; blanks become spaces."""
    flat = _OTHER.sub(lambda found: found[0].translate(_TABLE), text)  # few characters are
    if "二O" in flat or "二o" in flat or "二0" in flat:  # a Latin letter for the zero of a year
        flat = _ZEROS.sub(lambda found: found[0].translate(_ZERO), flat)
    if _COMPATIBLE.search(flat):  # radicals and look-alikes that some PDF fonts hand out
        flat = _COMPATIBLE.sub(_unified, flat)
    return flat


def with_stops(flat: str) -> str:
    """Return a canonical text with 。 for the points that most of its sentences end with."""
    if flat.count("。") * 4 < flat.count("."):
        found = len(re.findall(_STOP, flat))
        return re.sub(_STOP, "。", flat) if found > max(2, flat.count("。")) else flat
    return flat


def _unified(match: re.Match[str]) -> str:
    from unicodedata import normalize

    plain = normalize("NFKC", match[0])
    return plain if len(plain) == 1 else match[0]


class View:
    """Text for matching, one line per paragraph, with the way back to the original.

    Attributes:
        text: What grammars match on; paragraphs are parted by newlines.
        source: The original text that spans index.
    """

    __slots__ = ("_origins", "_starts", "source", "text")

    def __init__(self, source: str, flat: str, paragraphs: Iterable[Sequence[Span]]) -> None:
        """Join the pieces of each paragraph; use `of` or `over` instead of this."""
        starts, origins = array("L", [0]), array("L", [0])
        runs: list[str] = []
        length = 0
        for pieces in paragraphs:
            if runs:
                starts.append(length)
                origins.append(max(0, pieces[0][0] - 1) if pieces else len(source))
                runs.append("\n")
                length += 1
            for start, end in pieces:
                for run in _RUN.finditer(flat, start, end):
                    starts.append(length)
                    origins.append(run.start())
                    runs.append(run[0])
                    length += run.end() - run.start()
        text = "".join(runs)
        self.text = _QUOTED.sub(r"“\1”", text) if '"' in text else text
        self.source = source
        self._starts, self._origins = starts, origins

    @classmethod
    def of(cls, text: str) -> View:
        """View a whole string; every newline ends a paragraph."""
        spans: list[tuple[Span]] = []
        start = 0
        for line in text.split("\n"):
            spans.append((Span(start, start + len(line)),))
            start += len(line) + 1
        return cls(text, canonical(text), spans)

    @classmethod
    def over(cls, text: str, paragraphs: Iterable[Sequence[Span]], flat: str | None = None) -> View:
        """View chosen pieces of ``text``; the pieces of one paragraph are joined without a blank.

        Args:
            text: The original.
            paragraphs: For each paragraph its pieces, in order, each within one line.
            flat: ``canonical(text)`` when the caller has it already.
        """
        return cls(text, canonical(text) if flat is None else flat, paragraphs)

    def origin(self, offset: int) -> int:
        """Return the original offset of the view's character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return self._origins[at] + offset - self._starts[at]

    def span(self, start: int, end: int) -> Span:
        """Return the original half-open span of the view's ``[start:end]``."""
        starts, origins = self._starts, self._origins
        at = bisect_right(starts, start) - 1
        first = origins[at] + start - starts[at]
        if end <= start:
            return Span(first, first)
        if at + 1 < len(starts) and starts[at + 1] < end:  # else it ends in the run it begins in
            at = bisect_right(starts, end - 1, at) - 1
        return Span(first, origins[at] + end - starts[at])

    def printed(self, start: int, end: int) -> str:
        """Return the original characters from the first to the last of ``[start:end]``."""
        span = self.span(start, end)
        return self.source[span.start : span.end]

    def words(self, start: int, end: int) -> str:
        """Return the original characters of ``[start:end]`` mended: no blanks but in Latin text."""
        parts: list[str] = []
        at = bisect_right(self._starts, start) - 1
        if start < end and at + 1 < len(self._starts) and end <= self._starts[at + 1]:
            origin = self._origins[at] + start - self._starts[at]
            return "\n" if self.text[start] == "\n" else self.source[origin : origin + end - start]
        while start < end and at < len(self._starts):
            stop = self._starts[at + 1] if at + 1 < len(self._starts) else len(self.text)
            stop = min(stop, end)
            origin = self._origins[at] + start - self._starts[at]
            piece = (
                "\n" if self.text[start] == "\n" else self.source[origin : origin + stop - start]
            )
            if parts and piece[:1].isascii() and piece[:1].isalpha() and parts[-1][-1:].isascii():
                parts.append(" " if parts[-1][-1:].isalpha() else "")
            parts.append(piece)
            start, at = stop, at + 1
        return "".join(parts)
