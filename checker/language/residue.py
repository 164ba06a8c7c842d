"""What copying and replacing left in a text: scars of replaced words, words said twice, scraps of pages, an assistant's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from checker.language import kin, lazily
from checker.language.gaps import BOLD
from checker.language.lexicon import common_words
from checker.language.segmenting import cut, is_word
from checker.language.whole import Trace, Whole

# 职工 was replaced by 产业工人 inside other words: 职代会, 本职工作, 职工会主席. A bare 产业工人会 may be a verb (工人会修车).
OFFICES = "委员会?|主席|副主席|干部|组织(?=[、，。建])|经费|换届|章程|小组长?"
# What a body does, and no worker: at the head of a clause 会 is no verb then.
BODILY = (
    "指导|领导下|带领|组织(?:开展|召开|举办|了)|积极组织|召开|举办|慰问|牵头|会同|下发|印发|拨付|表彰|命名|提请|履行|换届|走访|作用|的(?:桥梁|作用|领导"
    "|组织|指导|牵头|支持|带领|关心)"
)
SCAR = lazily.pattern(
    rf"产业工人代会|产业工人会(?:{OFFICES})"
    # At the head of a clause it is a body, whatever it does, unless it is what workers can do.
    rf"|(?<=[。；！，\n])产业工人会(?![员用操修干做开写懂说讲看算认学画焊唱不更越也都把因随主自想在有][^展办])"
    rf"|(?<=[司厂团县市区镇总矿段局院业间层，。；、\n由在挥强统])产业工人会(?=[、和]|{BODILY}|在|联合|$|[）)])"
    r"|(?<=[司团厂矿])产业工人会(?=以[^，。]{1,16}为|按照|经费)|(?<=[镇乡统县区])产业工人会(?![用操修干做开写懂])|教产业工人|产业工人(?:小家|技协|大会(?!战))|离退休产业工人工作"
    r"|本产业工人作(?![业用出])|[兼专]产业工人(?:作(?![业用出])|会)|任产业工人龄"
    r"|(?<=在)产业工人(?:程师|作(?:期间|中|的|以来|人员|人数|[，。]))"
    r"|(?<=[^\u4e00-\u9fff])产业工人程师|产业产业工人|产业工人队伍队伍|产业工人人队伍|产产改|产改改革(?=工作|[。，、；])|(?<=[进化动])产改革(?!命)"
    # 职工方代表, 双职工, 教职工, 农民工; 厂务公开, 厂长办公会, 厂房; 市场化.
    r"|(?:产业工人|工人|员工)(?:代会|方(?=代表|首席|提|的意|和企|与企))|双产业工人(?![作人])|农民产业工人"
    r"|公司(?:务公开|区(?=[内外里大门]))|有限[我本]公司"
    # 矿长, 厂长, 厂家, 出厂价, 矿石; 有限公司 and 分公司 of which the end was replaced; 总工会, 职代会 by its first character.
    r"|公司长(?![期远年效征三足处途线])|公司(?:家(?=[来派提供赴协、，。]|培训|精神|座谈|联|代表)|商(?=提供|来))|出公司(?:价|合格|检验|日期|[前时])|采公司[场区石]"
    r"|(?:集团公司|公司)有限公司|有限(?:集团(?!公司)|企业|工厂|单位)|(?<=[各个])分(?:集团|企业)(?![\u4e00-\u9fff]?公司)"
    r"|总总(?:公司|工会|厂)|(?<!部)分总(?:公司|厂)|工作委员会工委|总(?:职工|员工|产业工人)会|(?<=[^党人官入在离任])职员工(?![资作])|(?:职工|员工)匠(?!人)"
    r"|产业工(?:代会|[称务业责权教场能](?!化))"
    # 大局, 电厂 in which the kind of the unit was replaced.
    r"|(?<=顾全|服务|服从|胸怀|着眼|融入)大(?:公司|[段矿县院校镇])(?=[，。、；]|意识)|(?<![煤水])电矿(?![区山井工石业])"
    r"|工公司(?=[店区房])|集团我[公矿厂段局校院]|(?:省属市|市属省|县属市|市属县|省属县)属|(20[0-9]{2}年)以来，\1，"
    # 如今年轻职工, 过去年年 in which the year was put.
    r"|如20[0-9]{2}年轻|过20[0-9]{2}年年"
    r"|产改(?:副?主席|会员|组织员|委员会主席|经费审查委员会)|基层产改组织|(?<=[县市区旗])总产改(?=[的，。、主召开])"
)
WITH_WORKERS = lazily.pattern("产业工人[匠资伤龄种序具程]")
# 职工 of which the first character was replaced: what follows makes no word with 工, as it does in 产业工人工资.
TWO_WORKERS = lazily.pattern("产业工人工(?![间余休友棚人])")
# What the law calls 职工: the word was replaced where it is part of a name.
NAME_SCAR = lazily.pattern(
    r"产业(?:员工|职工|劳动者)队伍建设改革|产业工人代表大会|女产业工人(?:委员会|(?:特殊)?(?:权益)?(?:保护)?专项集体合同)"
    r"|(?:职工|员工)先锋号|咱们产业工人有力量|产业工人(?:先锋号|日报|文化宫|[董监]事(?!会))"
    r"|产业工人(?:教育经费|福利费|基本医疗保险|医疗互助保障计划|持股会)"
)
# Characters that nobody writes twice, and the kind of a place or unit before what begins with it: 白泥镇镇总工会.
DOUBLED = lazily.pattern(
    r"我我(?=[公厂局县矿]司?)|(?<![目有标是])的的(?!确|士)|(?<![为除受不])了了(?![解却结不然])|([县市区旗镇乡厂局矿])\1(?=总工会|工会|党委|委|政府|人大|里|人社|[，。、；）)])"
    r"|总总(?=经理|工会|公司|厂|部)|党党(?=支部|委|总支|小组)|公公里|有限有限"
)
# A word of official prose is not said twice, but for 子公司公司章程, 讨论讨论 and 好不好不.
TWICE = lazily.pattern(r"章程|治理|债|法|率|级|律师")
# Verbs are said twice at the end of a clause; what an office or a works is called is not.
TRIED = lazily.pattern("[。，、；：！？”）一再就看吧]|$")
LEAST_COUNT = 30
PAIR, LONGEST_TWICE, FIRST_HAN, LAST_HAN = 2, 6, "\u4e00", "\u9fff"
# Whom a paper names so often it does not try.
OFTEN, AROUND = 4, 6
PROVINCES = frozenset(kin.PROVINCES.split("|"))
OFFICE = lazily.pattern("[业司团厂矿局会县市区镇部员任委]$|街道|改革|车间|班组|队伍|津贴|合同")
# How people say that one goes on, or one after the other.
SPOKEN = lazily.pattern("[一两几着不啊呀哪啥谁]")
# So many characters has a word whose first one is doubled: 津津贴; and characters that may well stand twice: 人人才, 处处理.
STUTTER = 3
REPEATABLE = frozenset(
    "问学所人日年天个家作约常处事样层时种月步条件些点次渐仅刚往缓默慢好多早大小高长深轻满明白红在不有是的了会上下来去一二三四五六七八九十各每职工会员级区县市部门队厂局党"
)
# Scraps of a page, each up to the end of its clause. An app may also be told of: 职工点击查看积分即可报名.
BUTTON = "此处|这里|上方|下方|右上角|左下角|蓝字|查看|阅读|下载|进入|关注|链接|图片|展开|收听|播放|购买|复制"
SCRAP = lazily.pattern(
    rf"(?m:(?:^|(?<=[。！？；【（\[>》\s]))(?:请)?|更多[^。，\n]{{0,14}})点击(?:{BUTTON})(?![^。\n]{{0,20}}(?:即可|就[能可]|便可|可以))"
    r"|点击(?:查看|阅读)(?:更多|全文|原文|详情|大图|原图)|查看更多(?:范文|内容|相关)|阅读原文|返回(?:顶部|首页|列表|目录页)|版权(?:所有|归|声明|保护声明)|著作权归"
    r"|转载(?:请|自|须)|未经(?:许可|授权|允许)[^。\n]{0,4}(?:不得|禁止|严禁)转载|侵[权删]?(?:请)?联系|免责声明"
    r"|本文档?(?:来源|来自|转自|转载自|由[^。\n]{1,16}(?:整理|提供|收集|发布|编辑|上传|分享|推荐|投稿|原创)|链接|地址|网址|标签)"
    r"|(?:如需|获取|查看|阅读|(?:请|免费|立即|点此|一键)下载)(?:完整版?|全文|原文|更多范文|[Ww]ord|WORD|本文|文档)|下载(?:本文|[该此本]?文档)"
    r"|以上(?:就)?是[^。\n]{0,30}(?:全部内容|范文|的分享|小编)|小编|分享到(?=[：:]|微信|微博|朋友圈|QQ|空间|[\u0020\u3000]*(?:\n|$))|打印本页|关闭窗口|当前位置：|您(?:现在|当前)?的?位置|热门推荐|猜你喜欢|ICP备|(?:收藏|访问|登录)本站"
    r"|更多[^。，\n]{0,16}(?:敬请|请|欢迎)(?:关注|搜索|访问|登录|加入)|文章(?:来源|出处|录入|作者|编辑|分类|标签)[：:]|[上下]一[篇页][：:]|(?:相关|推荐|延伸)(?:阅读|推荐|文章|链接|标签)(?=[：:\n]|$)"
    r"|(?:扫码|扫一扫|扫描|长按|欢迎)(?:识别)?(?:[上下]方)?(?:二维码)?(?:关注|分享|下载|领取)|识别二维码|(?:关注|微信搜索)(?:本|我们的)?公众号[“「【]?[^，。\n]{0,12}(?:领取|获取|下载|查看)"
    r"|(?:范文|文秘|公文|老秘|秘书|文档|材料)(?:网|之家|大全|写作网)(?![上页络])|范文[（(]?[一二三四五六七八九十\d]{1,2}[）)]|第一范文网|百度文库|豆丁网|道客巴巴|原创力文档|人人文库|笔杆子(?=网|公文|文库)"
    r"|(?:VIP|会员)(?:专享|免费下载)|(?:通用|精选|实用|最新|合集|集合|汇编|范文)[^。，\n]{0,6}[一二三四五六七八九十\d]{1,3}篇[）)】]*(?=$|\n)|(?:本单位|各单位|使用者|作者)可(?:结合|根据)实际增减"
    r"|(?:图片|图文|素材|资料|文字|(?:部分)?内容|文章|文档)(?:均)?(?:来源于?|来自|源于|摘自|转自|选自)(?:(?:互联)?网|[^。\n]{0,10}公众号)|未完待续|展开(?:全文|阅读)|我要纠错|试读(?:已?结束|部分)|开通会员|剩余内容|下载[Ww]ord(?:文档|版)|方便收藏和打印|更多[^。\n]{0,20}尽在|剩余\s?\d+%|(?:上传者|上传时间|发布时间|发布日期|更新时间)\s?[：:]"
    r"|仅供(?:学习|交流)|禁止商用|本(?:模板|范文)[^。\n]{0,12}(?:适用|来自|仅供)|范文[一二三四五六七八九十]|范文[（(](?:通用|精选|简短)|扫码(?:阅读|查看)全文|热门(?:文章|推荐)"
    r"|[上下]一页\s*\d|(?:写作|编写)(?:提示|说明)[：:]|字数不限|自行增减"
    # A line of a page: buttons, counts, whose it is and where it is from.
    r"|(?m:^\s*(?:(?:重新|继续)生成\s*$|打印\s?关闭|[【\[]?字体[：:]\s?大|[【\[]?(?:打印|关闭)[】\]]|字号[：:]|原标题[：:]|稿源[：:]|标签[：:]|(?:点赞|阅读|浏览|收藏|评论)[：:]?\s?\d|发布于\s?\d|来自[：:]|作者[：:]佚名|收藏\s+(?:举报|分享)|复制链接|举报\s|登录(?:后)?(?:查看|下载|阅读)"
    r"|内容由网友|侵权必究|(?:免费|文档|全文|[Ww]ord|PDF)+(?:文档)?下载\s*$|[（(]?全文完[）)]?\s*$|[（(]完[）)]\s*$|(?:全文)?字数[：:]\s?\d|点击加载|加载更多|以下为正文))"
    r"|【\d+†[^】\n]{0,12}】|&(?:nbsp|amp|lt|gt|quot);|<br\s*/?>|\[\d\](?:\s*\[\d\])+|[上下]一页(?=\s*$|\n)|本文档共\d+页|更多[^。，\n]{0,10}(?:请)?(?:加微信|访问|联系客服)|请勿外传|仅限内部(?:学习|交流)"
    r"|(?:拓展|延伸)阅读[】\]]|(?m:^\s*评论[（(]\d)"
    # What a messenger puts around what it copies.
    r"|[\[［](?:图片|文件|表情|语音|视频|链接|聊天记录|抱拳|微笑|握手|强|OK)[\]］]|撤回了一条消息|微信电脑版|以下是?新消息"
    r"|说话人\s?\d|语音转(?:文字|写)|错别字没|\[\^\d+\^?\]|给个好评"
    r"|@所有人|@(?=[\u4e00-\u9fff])|收到请回复|发自我的[^，。\n]{0,6}(?:手机|iPhone|邮箱|iPad)|批注\s?[\[［][^\]］\n]{1,8}[\]］]|下载后可(?:任意|自行|直接)?(?:编辑|修改)"
    r"|(?m:^[\u4e00-\u9fff]{2,8}[ \u3000]?(?:20\d\d-\d{1,2}-\d{1,2}[ \u3000]?)?\d{1,2}:\d{2}(?::\d{2})?$)"
    r"|请(?:登录|访问|上)[^，。\n]{0,10}网|登录(?:会员|后)?[^，。\n]{0,4}即?可(?:下载|查看|阅读)|(?:下载|查看)本篇"
    r"|(?:浏览|阅读|点击|访问)(?:(?:次数|量|数)[：:]\s?|[：:]\s?(?=\d+(?!次|万|人|%)))\d|(?m:^\s*(?:打赏|投稿邮箱|(?:网站)?首页\s?[>＞»]|关键词[：:]|(?:热门|最新)(?:搜索|标签|文档)))"
)
CLAUSE_END = lazily.pattern(r"[。，；！？）)】\]\n]|$")
ADDRESS = lazily.pattern(r"(?:https?://|www\.)[A-Za-z0-9./?=&_%\-]{3,80}")
# At the head of a paragraph, or in a bracket of its own: 工作总结篇一：, 【篇二】; 第一篇： may also part a compilation.
HEAD = lazily.pattern(
    r"(?m)^\s*[【（(]?[^。，：:\n]{0,20}篇\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:[：:】）)]|$)[^。\n]{0,24}"
)
PIECE = lazily.pattern(r"(?m)^\s*第[一二三四五六七八九十]{1,2}篇[：:][^。\n]{0,24}")
# 做了四篇文章: its chapters are called so.
ESSAYS = lazily.pattern("[两三四五六七八][篇章](?:大?文章|答卷|乐章)?")
SOURCE = lazily.pattern(r"(?m)(?:^\s*|[（(【])(?:信息|稿件|内容|图文|文字)?(?:来源|出处)[：:]\s?(?P<from>[^。，；）)】\n]{2,24})")
# A digest names who made it.
DIGEST = lazily.pattern(r"简报|专报|动态|快报|情况反映|主编[：:]|\n[报送发][：:]|第\s?\d+\s?期")
EDITOR = lazily.pattern(r"(?m)(?:(?:^\s*|[（(【])(?:责任编辑|网络编辑|文字编辑)|责编)[：:]\s?[\u4e00-\u9fff]{2}")
SITES = lazily.pattern(
    r"网|日报|晚报|时报|工人报|新华|微信|百度|文库|公众号|客户端|头条|知乎|搜狐|新浪|腾讯|抖音|融媒|媒体|博客"
    r"|论坛|转载|原创|[Aa][Pp][Pp]"
)
AT_HOME = lazily.pattern(r"[部科处室组]|统计|台账|数据|档案|系统|公司|资料|报表|经费|拨款|自筹|财政")
MARKUP = lazily.pattern(
    r"(?m)^\s*(?:#{2,6}\s?\S[^\n]{0,30}|#\s[\u4e00-\u9fff](?!机|炉|线|车|楼|泵|塔|站|井)[^\n]{0,30}|```\w*"
    r"|\|(?:\s?:?-{3,}:?\s?\|)+)"
)
# A quick look: without one of these there is no scar, and no scrap.
SCARRED = (
    "年轻职|年轻人|年轻工|年年|产业工人匠|产业工人资|产业工人伤|产业工人龄|产业工人种|产业工人序|产业工人具|产业工人程|"
    "产业工人代会|产业工人会|产业工人小家|产业工人技协|产业工人大会|教产业工人|休产业工人|产业工人程师|产业工人队伍队伍|产业工人代表大会|产业工人委员会|产业工人专项|产业工人权益|产业工人特殊|产业工人教育经费"
    "|产业工人福利费|产业工人基本医|产业工人医疗互|产业工人持股|本产业工人|兼产业工人|专产业工人|任产业工人|离产业工人|在产业工人|产业产业|人人队伍|产产改|产改改革|进产改革|化产改革|动产改革|产改主席|工人代会|员工代会|工人方|员工方|产业工人工"
    "|公司长|公司家|公司商|出公司|采公司|司有限公|有限集团|有限企业|有限工厂|有限单位|分集团|分企业|总总公司|总总工会|总总厂|分总|会工委|总职工会|总员工会|总产业工人会|职员工|职工匠|员工匠"
    "|产业工代|产业工称|产业工务|产业工业|产业工责|产业工权|产业工教|产业工场|产业工能"
    "|双产业|农民产业|公司务|公司区|有限我|有限本|员工先锋|职工先锋|产业工人有力|大公司|大段|大矿|大县|大院|大校|大镇|电矿|工公司|集团我|省属市属|市属省属|县属市属|市属县属|省属县属|年以来，20|产业工人先锋|产业工人日报|产业工人文化|产业工人董|产业工人监|产改副|产改会员|产改组织|产改委员|产改经费|总产改|产业员工队|产业职工队|产业劳动者队"
)
SCRAPS = (
    "说话人|语音转|错别字|[^|好评|@|发自我的|批注|下载后|请登录|请访问|请上|:0|:1|:2|:3|:4|:5|@所有人|请回复|可下载|可查看|可阅读|下载本篇|查看本篇|[图片|[文件|[表情|[语音|[视频|[链接|[聊天|[抱拳|[微笑|[握手|[强]|[OK]|［图片|［文件|撤回了|微信电脑版|新消息|†|&nbsp;|&amp;|&lt;|&gt;|&quot;|<br|打印】|打印]|字号|原标题|稿源|标签：|点赞|阅读：|浏览：|评论：|发布于|来自：|佚名|举报|复制链接|登录|网友|全文完|（完）|(完)|字数：|加载|以下为正文|[2]|一页|本文档|请访问|加微信|客服|外传|仅限内部"
    "|点击|转载|版权|著作权归|阅读原文|查看更多|返回顶部|返回首页|返回列表|返回目录|未经|侵权|侵删|免责|本文来|本文转|本文由|本文链|本文地|本文网|本文标|完整版|下载|范文|小编|分享到|打印本页|关闭窗口|当前位置|的位置|热门推荐|猜你喜欢|ICP备|本站"
    "|敬请|欢迎关注|请关注|文章来源|文章出处|文章录入|文章作者|文章编辑|相关标签|我要纠错|上一篇|下一篇|上一页|下一页|相关阅读|相关推荐|相关文章|相关链接|推荐阅读|延伸阅读|扫码关注|扫一扫|长按|二维码|关注公众号|本公众号|搜索公众号|我们的公众号|文秘|公文网|公文写作|材料网|文库|豆丁|道客"
    "|笔杆子|老秘|秘书网|VIP|会员专享|会员免费|精选|增减|来源于|来源网|来自网|来自互"
    "|源于网|重新生成|继续生成|字体：|打印关闭|打印 关闭"
    "|摘自|转自|选自|未完待续|展开全文|展开阅读|试读|开通会员|剩余内容|收藏和打印|尽在|剩余|上传者|上传时间|发布时间|发布日期|更新时间|次数：|次数:|阅读量：|浏览量：|点击量：|访问量：|阅读数：|打赏|投稿邮箱|首页|关键词"
    "|仅供学习|仅供交流|禁止商用|本模板|本范文|扫码阅读|扫码查看|写作提示|编写提示|写作说明|编写说明|字数不限|自行增减|拓展阅读|评论（|评论(|热门|http|www."
    "|篇一|篇二|篇三|篇四|篇五|篇1|篇2|篇3|篇 1|一篇：|二篇：|三篇：|来源：|出处：|来源:|编辑：|责编：|编辑:"
)


def twice() -> str:
    """Words of official prose with a character of theirs doubled, and characters nobody doubles."""
    words = [word for word, count in common_words().items() if count >= LEAST_COUNT and len(set(word)) > 1 and word[0] != "一"]
    stuttered = [word[0] + word for word in words if len(word) == 2 and word[0] not in REPEATABLE]
    stuttered += [word + word[1] for word in words if len(word) == 2 and word[1] not in REPEATABLE]
    return "|".join(
        [
            *stuttered,
            "津津贴",
            "队队伍",
            "大大会",
            "的的",
            "了了",
            "总总",
            "党党",
            "公公里",
            "我我",
            *(c * 2 for c in "县市区旗镇乡厂局矿"),
        ]
    )


def scars(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kinds ``scar`` (for certain) and ``name_scar`` (likely); `places` are those of SCARRED."""
    for line in _lines(whole, places):
        yield from _traces(SCAR, whole.text, "scar", line)
        yield from _put_back(whole.text, line)
        yield from _traces(NAME_SCAR, whole.text, "name_scar", line)


def _lines(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs that hold the places: the rest of a paper need not be looked at."""
    for index in sorted({whole.paragraph_at(start) for start, _ in places}):
        yield whole.starts[index], whole.starts[index] + len(whole.paragraphs[index])


def _stutters(text: str, start: int, end: int) -> bool:
    """Whether 津津贴 or 全面面贯彻 stands there; 产改|改革, 检修|修理, 全面|面向 and 许许多多 are right."""
    # The word before may end in the character, or the next one begin with it: 寄宿生|生活, 健全|全方位.
    if text[start] == text[start + 1]:
        before = text[max(0, start - 2) : start + 1]
        return before[-2:] != "产改" and not (is_word(before[-2:]) or is_word(before)) and text[end : end + 1] != text[end - 1]
    after = text[end - 1 : end + 2]
    # 待遇落实实，: what is said of it ends the clause.
    goes_on = FIRST_HAN <= text[end : end + 1] <= LAST_HAN and is_word(text[end : end + 2])
    return goes_on and not (is_word(after[:2]) or is_word(after)) and text[start - 1 : start] != text[start]


def _put_back(text: str, line: tuple[int, int]) -> Iterator[Trace]:
    """工匠, 工资 and the like in which 工 was replaced: what follows is a word with 工 before it, and none without."""
    for match in WITH_WORKERS.finditer(text, *line):
        if not is_word(text[match.end() - 1 : match.end() + 1]):
            yield Trace(*match.span(), "scar")
    for match in TWO_WORKERS.finditer(text, *line):
        if text.startswith("大会", match.end()) or not is_word(text[match.end() - 1 : match.end() + 1]):
            yield Trace(*match.span(), "scar")


def doubles(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``doubled``: 的的, 公司公司, 总工会总工会, 镇镇总工会; `places` are those of `twice`."""
    text = whole.text
    for start, end in _said_twice(text):
        word = text[start : (start + end) // 2]
        # 琢磨琢磨 is how people speak: of two characters a word must be a name, of an office or a works, or common, or begin a
        # longer one the second time.
        named = (
            OFFICE.search(word)
            or (common_words().get(word, 0) >= LEAST_COUNT and not TRIED.match(text, end))
            or (text.count(word) >= OFTEN and cut(word) == [word] and _are_words(text, start, end) and not TRIED.match(text, end))
            or word in PROVINCES
            or (text[end : end + 1] in tuple("县市区旗") and not is_word(word))
            or (any(is_word(text[start + len(word) : end + more]) for more in (1, 2)) and _are_words(text, start, end))
        )
        # 中共市国有资产监督管理委员会委员会 is one of the party.
        if word == "委员会" and "中共" in text[text.rfind("\n", 0, start) + 1 : start]:
            continue
        # “改革改革，改的是自己的日子。”
        if text[start - 1 : start] == "“" and text[end : end + 1] == "，":
            continue
        if len(word) > PAIR or (named and not TWICE.match(text, end)):
            yield Trace(start, end, "doubled")
    for start, end in places:
        if end - start == STUTTER and _stutters(text, start, end):
            yield Trace(start, end, "doubled")
        elif end - start < STUTTER and (match := DOUBLED.match(text, start)):
            yield Trace(*match.span(), "doubled")


def _are_words(text: str, start: int, end: int) -> bool:
    """Whether what stands twice begins where a word does: not in 委员会工会工作."""
    at = max(0, start - AROUND)
    ends = {at, *accumulate(map(len, cut(text[at : end + AROUND])), initial=at)}
    return start in ends and start + (end - start) // 2 in ends


def _said_twice(text: str) -> Iterator[tuple[int, int]]:
    """Chinese words of two characters to six that stand twice: 总工会总工会, but not 一家一家 and 好不好不."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    for length in range(PAIR, LONGEST_TWICE + 1):
        same = codes[length:] == codes[:-length]
        run = pair = same[1:] & same[:-1]
        # Two that are the same in a row are rare, and the rest is looked at where there are such.
        if not pair.any():
            continue
        for past in range(1, length - PAIR + 1):
            run = run[:-1] & pair[past:]
        end = 0
        for at in np.flatnonzero(run).tolist():
            word = text[at : at + length]
            if at >= end and len(set(word)) > 1 and min(word) >= FIRST_HAN and max(word) <= LAST_HAN and not SPOKEN.search(word):
                end = at + 2 * length
                yield at, end


def scraps(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``web``, and ``source`` where a source may be the unit's own; `places` are those of SCRAPS."""
    text = whole.text
    is_digest = bool(places) and DIGEST.search(text) is not None
    for line in _lines(whole, places):
        for match in SCRAP.finditer(text, *line):
            end = CLAUSE_END.search(text, match.end(), match.end() + 24)
            yield _trimmed(match.start(), end.start() if end else match.end(), text, "web")
        yield from _traces(HEAD, text, "web", line)
        if not ESSAYS.search(text):
            yield from _traces(PIECE, text, "piece", line)
        yield from _traces(ADDRESS, text, "address", line)
        yield from _sources(text, line)
        if not is_digest:
            yield from _traces(EDITOR, text, "source", line)


def marks(whole: Whole) -> Iterator[Trace]:
    """Kinds ``markup`` and ``markdown``: an assistant's # and **."""
    text = whole.text
    if "#" in text or "`" in text or "|" in text:
        yield from _traces(MARKUP, text, "markup", (0, len(text)))
    if "**" in text:
        yield from _traces(BOLD, text, "markup", (0, len(text)))
    if whole.material.document.format == "text":
        # The reader of plain text took the marks for what they mean. They are said once.
        for index, paragraph in enumerate(whole.material.document.paragraphs):
            if (paragraph.level or paragraph.bold) and paragraph.text:
                start = whole.starts[index]
                yield Trace(start, start + len(whole.paragraphs[index]), "markdown")
                break


def _sources(text: str, line: tuple[int, int]) -> Iterator[Trace]:
    for match in SOURCE.finditer(text, *line):
        told = match["from"]
        if SITES.search(told):
            yield _trimmed(match.start(), match.end(), text, "web")
        elif match.group()[0] not in "（(【" and not AT_HOME.search(told):
            yield _trimmed(match.start(), match.end(), text, "source")


def _traces(pattern: re.Pattern[str], text: str, kind: str, line: tuple[int, int]) -> Iterator[Trace]:
    for match in pattern.finditer(text, *line):
        yield _trimmed(match.start(), match.end(), text, kind)


def _trimmed(start: int, end: int, text: str, kind: str) -> Trace:
    # A bracket that is closed inside belongs to what it holds: [图片].
    while start < end and text[start] in " \n（(【[" and "]" not in text[start:end]:
        start += 1
    while end > start and text[end - 1] in " \n，,":
        end -= 1
    return Trace(start, end, kind)
