import type { Random } from './random.ts'

/**
 * Names of the demo city. All are drawn from small pools of plain words; no register, directory or map was read.
 * Where a name equals one that exists, it is chance.
 */

/** Surnames, the commonest first and drawn more often. */
const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文')
const GIVEN_FIRST = Array.from('文志永春海建德玉秀桂兰晓雪雨佳子宇思梦俊嘉泽欣若安景亦书云林保润怀兴')
const GIVEN_SECOND = Array.from('平生田禾义和明轩宁瑶琴芳英霞燕梅莲珍雯婷娜彤航博涛峰斌鑫源泉旺财顺昌茂青岚舟野原')

/** A person's name. Synthetic; two characters are given so that no single-character given name of a public figure arises. */
export const personName = (random: Random): string =>
  SURNAMES[Math.floor(random.next() ** 1.7 * SURNAMES.length)]! + random.pick(GIVEN_FIRST) + random.pick(GIVEN_SECOND)

/** A telephone number of the block 1990000xxxx, which the demo uses for everybody. */
export const phone = (random: Random): string => `1990000${String(random.below(10_000)).padStart(4, '0')}`

/** A mail address in the domain that is reserved for examples (RFC 2606). */
export const mail = (login: string): string => `${login}@example.com`

const BRAND_FIRST = ['青禾', '晚稻', '麦垄', '谷雨', '槐荫', '杏坞', '枣坡', '柳湾', '石碾', '泉眼', '云岭', '霜降', '小满', '秋场', '灯窗', '砖塔', '木铎', '竹篮', '陶罐', '炊烟',
  '新麦', '红薯', '高粱', '胡麻', '南瓜', '豆棚', '瓜架', '井台', '磨坊', '窑院', '长檐', '半坡', '东篱', '西窗', '北辙', '南陌', '山桃', '海棠', '榆钱', '桑葚']
const BRAND_SECOND = ['香', '源', '和', '顺', '居', '园', '记', '家', '里', '升', '满', '丰', '来', '喜', '春', '盛', '铺子', '人家', '小院', '一品', '时光',
  '故事', '味道', '滋味']

/** An invented shop sign of three or four characters. */
export const brand = (random: Random): string => random.pick(BRAND_FIRST) + random.pick(BRAND_SECOND)

/** What a place of a type calls itself. `{b}` is an invented sign, `{p}` the short place name, `{n}` an ordinal. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  PROD: ['{p}{b}食品有限公司', '{p}{b}醋业有限公司', '{p}{b}面业有限公司', '{p}{b}肉制品有限公司', '{p}{b}糕点有限公司', '{p}{b}杂粮加工厂', '{p}{b}饮品有限公司', '{p}{b}油脂有限公司',
    '{p}{b}酒业有限公司', '{p}{b}豆制品厂'],
  ADDI: ['{p}{b}食品添加剂有限公司', '{p}{b}生物配料有限公司'],
  HEAL: ['{p}{b}保健食品有限公司', '{p}{b}生物科技有限公司'],
  WORK: ['{p}{b}豆腐坊', '{p}{b}醋坊', '{p}{b}挂面坊', '{p}{b}糕点坊', '{p}{b}酱肉坊', '{p}{b}油坊', '{p}{b}碗团坊', '{p}{b}粉条加工坊', '{p}{b}馒头坊', '{p}{b}月饼坊'],
  PACK: ['{p}{b}包装制品有限公司', '{p}{b}纸塑制品厂'],
  DIST: ['{p}{b}超市', '{p}{b}便利店', '{p}{b}生活超市', '{p}{b}粮油店', '{p}{b}食品商行', '{p}{b}副食店', '{p}{b}水果店', '{p}{b}生鲜店', '{p}{b}烟酒店',
    '{p}{b}茶庄', '{p}{b}干果店'],
  INFA_SALE: ['{p}{b}母婴用品店', '{p}{b}孕婴店'],
  SHOP: ['{p}{b}小卖部', '{p}{b}便民店', '{p}{b}零食铺', '{p}{b}日杂店', '{p}{b}百货店'],
  WHOL_WHOLESALE: ['{p}{b}农产品批发市场', '{p}{b}果蔬批发市场', '{p}{b}粮油批发市场'],
  WHOL_FARMERS: ['{p}{b}农贸市场', '{p}{b}便民市场'],
  PLAT: ['晋中{b}订餐服务平台'],
  CATE: ['{p}{b}饭店', '{p}{b}酒楼', '{p}{b}餐厅', '{p}{b}火锅店', '{p}{b}烤肉店', '{p}{b}家常菜馆', '{p}{b}面食馆', '{p}{b}羊汤馆', '{p}{b}农家菜馆'],
  SCAT: ['{p}{b}面馆', '{p}{b}早点铺', '{p}{b}刀削面馆', '{p}{b}饺子馆', '{p}{b}包子铺', '{p}{b}麻辣烫店', '{p}{b}小吃店', '{p}{b}饸饹面馆', '{p}{b}米线店',
    '{p}{b}快餐店'],
  VEND: ['{p}{b}煎饼摊', '{p}{b}烤红薯摊', '{p}{b}凉粉摊', '{p}{b}灌饼摊', '{p}{b}碗托摊'],
  CANT_SCHOOL: ['{p}{b}小学食堂', '{p}{b}中学食堂', '{p}{b}九年制学校食堂', '{p}{b}寄宿学校食堂'],
  CANT_KINDERGARTEN: ['{p}{b}幼儿园食堂', '{p}{b}实验幼儿园食堂'],
  CANT_UNIVERSITY: ['{b}职业学院第{n}食堂', '{b}师范学院第{n}食堂', '{b}工程学院第{n}食堂'],
  CANT_UNIT: ['{p}{b}机械厂职工食堂'],
  CENT_KITCHEN: ['{p}{b}餐饮管理有限公司中央厨房'],
  CENT_MEALS: ['{p}{b}配餐服务有限公司', '{p}{b}团膳配送有限公司'],
  CARE_TABLE: ['{p}{b}小饭桌', '{p}{b}托管中心'],
  CARE_NURSERY: ['{p}{b}托育中心'],
  CARE_ELDERLY: ['{p}{b}日间照料中心'],
  CARE_COMMUNITY: ['{p}{b}社区食堂'],
  CARE_GUESTHOUSE: ['{p}{b}民宿', '{p}{b}客栈', '{p}{b}农家乐'],
  FARM: ['{p}{b}种植专业合作社', '{p}{b}养殖专业合作社', '{p}{b}家庭农场'],
  INPU: ['{p}{b}农资店', '{p}{b}兽药店'],
  SLAU_PIG: ['{p}{b}生猪屠宰场'],
  SLAU_RUMINANT: ['{p}{b}牛羊屠宰场'],
  GRAI: ['{p}{b}粮食收购站', '{p}{b}粮贸有限公司', '{p}{b}粮食经销部'],
  WASH: ['{p}{b}餐具消毒服务部', '{p}{b}餐饮具清洗消毒有限公司'],
  COLD_IMPORTER: ['{p}{b}冷冻食品经营部'],
  COLD_HUB: ['{p}{b}进口冷链总仓'],
  COLD_STORE: ['{p}{b}冷库'],
  LAB_BODY: ['{p}{b}检测技术有限公司'],
  LAB_RAPID: ['{p}{b}市场快检室'],
}

const ORDINALS = ['一', '二', '三', '四', '五', '六']

/** A business name for a type of premises in a place. @example businessName('SCAT', '平遥县', random) // '平遥县槐荫居刀削面馆' */
export function businessName(type: string, place: string, random: Random): string {
  const signs = SIGNS[type]
  if (!signs) throw new RangeError(`no business names for the type ${type}`)
  return random.pick(signs).replace('{p}', place).replace('{b}', brand(random)).replace('{n}', random.pick(ORDINALS))
}

/** Every type that has names. */
export const namedTypes: readonly string[] = Object.keys(SIGNS)

const STREET_FIRST = ['文华', '迎晖', '永康', '新安', '富民', '锦华', '汇丰', '龙泉', '翠屏', '朝晖', '康乐', '振兴', '和谐', '利民', '育才', '绿柳', '银杏', '青年', '团结',
  '东升']
const STREET_SECOND = ['街', '路', '巷', '东街', '西街', '南路', '北路', '中路']

/** A street and number. The streets are invented as the signs are. */
export const street = (random: Random): string => `${random.pick(STREET_FIRST)}${random.pick(STREET_SECOND)}${random.between(1, 398)}号`

const VILLAGE_FIRST = Array.from('张王李赵刘陈杨郭高孟段乔武任石田侯康温曹')
const VILLAGE_SECOND = ['家庄', '家堡', '家沟', '家坪', '家湾', '家窑', '家寨', '家岭', '村', '店', '家垴', '家坡', '家咀', '家山']
const VILLAGE_SIDE = ['', '上', '下', '东', '西', '南', '北', '前', '后', '小', '大']
const COMMUNITY_FIRST = ['文苑', '锦绣', '阳光', '和平', '新华园', '桥东', '桥西', '花园', '康居', '安泰', '汇通', '凤鸣', '玉湖', '龙湖', '北苑', '南苑', '书院', '南关',
  '东门', '西门']

/** The invented name of a village (村) or, in a subdistrict, of a community (社区). */
export const villageName = (urban: boolean, random: Random): string =>
  urban ? `${random.pick(COMMUNITY_FIRST)}社区`
    : `${random.pick(VILLAGE_SIDE)}${random.pick(VILLAGE_FIRST)}${random.pick(VILLAGE_SECOND)}`.replace(/(村)?$/, '村')

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'

/**
 * A resident id number (GB 11643) whose check digit is right and whose area code, 999xxx, is nobody's: no such
 * division exists, so it cannot be a person's number.
 */
export function personId(birth: string, random: Random): string {
  const body = `999${String(random.below(1000)).padStart(3, '0')}${birth.replaceAll('-', '')}${String(random.below(1000)).padStart(3, '0')}`
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + ID_CHECKS[sum % 11]!
}
