"""Industries and produce in texts: tables of cases. What is not in a case's list must not be found."""

import pytest

from policygraph.ingest.measures.industries import find_industries

# text, names in order
FOUND = [
    ("打造大樱桃、蓝莓、大骨鸡、海参等乡土特色品牌", ["大樱桃", "蓝莓", "大骨鸡", "海参"]),
    ("大力扶持稻虾、油茶、艾叶、白泥湖螃蟹等特色产业", ["稻虾", "油茶", "艾叶", "螃蟹"]),
    ("重点打造“密云水库鱼”特色产业项目", ["密云水库鱼"]),
    ("“梁子湖大闸蟹”“阿克苏苹果”“洪湖藕”", ["大闸蟹", "苹果", "洪湖藕"]),
    ("推动番茄、土豆种植", ["西红柿", "马铃薯"]),
    ("充分发挥西红柿、蜂产业、农业电商联社的作用", ["西红柿", "蜂业", "农村电商"]),
    ("早稻面积0.3万亩，大豆种植面积0.2万亩，新造油茶2000亩", ["早稻", "大豆", "油茶"]),
    ("蔬菜、水果、肉蛋奶、水产品等重要农产品", ["蔬菜", "水果", "肉蛋奶", "水产品"]),
    ("发展乡村旅游、农村电商、林下经济、庭院经济", ["乡村旅游", "农村电商", "林下经济", "庭院经济"]),
    ("茶产业、竹产业和烟叶", ["茶叶", "竹", "烟叶"]),
    ("发展会展、体育竞赛表演", ["会展", "体育竞赛表演"]),
    ("麦冬+生猪种养循环模式", ["麦冬", "生猪"]),
    ("形成一批西红柿种植专业村", ["西红柿"]),
    ("苹果镇种植苹果", ["苹果"]),
    # technologies: developed, not used
    ("加快培育人形机器人产业", ["人形机器人"]),
    ("突破人形机器人关键技术", ["人形机器人"]),
    ("发展人工智能产业，建设算力产业集群", ["人工智能", "算力"]),
    ("运用人工智能等技术开展监管，利用大数据、区块链", []),
    # branches of the national standard: only before 产业
    ("做强轴承产业集群，更换轴承", ["轴承"]),
    # parts of other words
    ("建设花生态园，开花生长", []),
    ("国际生态马拉松，像石榴籽一样抱在一起", []),
    ("鼓励法人参与，应当归还土地", []),
    ("信息化工程、数字化工厂、养老服务业务", []),
    ("落实国家政策，国家政务服务", []),
    ("科研学术环境，重大健康问题，10家具备资质", []),
    ("政策措施落地生根", []),
    ("产业三七分成", []),
    # places and organisations
    ("玉竹村、油茶镇、芭蕉坑村、苹果公司", []),
    ("区商务粮食局、县烟草局、区文旅广电局", []),
    ("海亮有机农业某地有限公司、某花卉科技有限公司", []),
    ("“菜篮子”“米袋子”市长负责制", []),
    ("取得成果、效果和结果", []),
    ("严格落实粮食安全党政同责", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_industries(text: str, names: list[str]) -> None:
    found = find_industries(text)
    assert [mention.name for mention in found] == names
    assert all(text[m.start : m.end] == m.text for m in found)


def test_every_mention_counts() -> None:
    found = find_industries("番茄和西红柿，番茄")
    assert [(m.start, m.text) for m in found] == [(0, "番茄"), (3, "西红柿"), (7, "番茄")]
