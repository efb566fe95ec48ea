/**
 * Units of official papers. `count` = whole things, exact as printed; `amount` = measured, true to the printed place; `rate` = shares and
 * quotients, true to the printed place. Units of one `family` count the same sort of thing and may be added.
 */
export type UnitSort = 'count' | 'amount' | 'rate'

const COUNT: readonly (readonly [family: string, words: string])[] = [
  ['visits', '家次 户次 单位次 店次 所次 点次 村次 处次 车次 校次 镇次'],
  ['places', '家 户 所 处 座 间 个单位'],
  ['persons', '人 名 位 员 民警'],
  ['person-times', '人次 人·次'],
  ['pieces', '个 项 件 台 套 辆 部 只 张 块 条 篇 幅 枚 支 根 口 面 粒 颗 袋 瓶 箱 盒 桶 包 罐 册 本 头 匹 羽 尾 株 棵 架 艘'],
  ['pieces', '艘次 辆次 台次 台套 套次 件次 份次 项次 点位 网点'],
  ['cases', '起 宗 例 桩 笔'],
  ['batches', '批次 批 组 样次 样品'],
  ['copies', '份 封 版 期 集 课时 学时 条次'],
  ['times', '次 场次 场 轮 轮次 遍 回 班次 期次 届次'],
  ['teams', '支队伍 支队 组次 班 类 种 大类 品种 门 层 行 队 格 站'],
  ['divisions', '村 镇 乡 社区 街道 区 县 旗 市辖区 县级市'],
  ['bodies', '部门'],
  // marks are told as they are given
  ['scores', '分'],
]
const AMOUNT: readonly (readonly [family: string, words: string])[] = [
  ['money', '元 美元 港元 欧元 块钱'],
  ['mass', '吨 公斤 千克 克 毫克 斤 kg g mg t'],
  ['area', '亩 公顷 平方米 平方千米 平方公里 ㎡ km² 平米'],
  ['length', '千米 公里 米 厘米 毫米 km m'],
  ['volume', '升 毫升 立方米 L ml'],
  ['energy', '千瓦时 千瓦 度'],
  ['time', '小时 分钟 秒 天 个工作日 工作日 个自然日 自然日 个月 个小时'],
]

const RATE_WORDS = '个百分点 百分点 个千分点 % ‰ 个点 倍'
const PER =
  '(?:\\/|每)(?:每)?(?:百|千|万|十万|百万)?(?:人口|平方公里|平方千米|平方米|公斤|千克|亩|人|名|户|家|吨|年|月|天|日|次|kg|g|L|所|个)(?:[·・/]?(?:年|月))?'

const words = (table: readonly (readonly [string, string])[]) =>
  table.flatMap(([family, list]) => list.split(' ').map((word) => [word, family] as const))
const counted = new Map(words(COUNT))
const measured = new Map(words(AMOUNT))
const escape = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const longestFirst = (list: Iterable<string>) =>
  [...list]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|')

/** A unit, sticky. Group 1: what is counted; group 2: per what. */
export const UNIT = new RegExp(
  // 个点 are points, 个点位 are places
  `(${longestFirst([...counted.keys(), ...measured.keys(), ...RATE_WORDS.split(' ')]).replace('个点|', '个点(?!位)|')})(${PER})?`,
  'y',
)
/** Words that begin like a unit and are none. */
export const NOT_UNIT = new RegExp(
  `(?:${`
  个体 个人(?!员) 个别 个性 人大 人均 人民 人员(?=[，。]) 件件 条例 条件 条款 本地 本市 本级 本省 本区 本县 部委 部级 次年 次要 班子 期间 期末 类似 种植 种养 层级 层次 行政 行业
  队伍 站所 村民 村委 村级 镇街 乡镇 区域 区间 区分 区位 县级 县城 县域 区级 社区矫正 面对 面向 面积 支持 支撑 口岸 度假 分别 分之 分局 分类 分级 分管 分析 分工 分区 分布 米面 米粉 例行
  例外 处理 处置 处罚 处级 位于 位列 位居 员工 包括 包含 包保 套餐 台账 户外 户籍 家长 家庭 起草 起来 组织 组成 批准 批发 批评 头部 张贴 张榜 根据 度 版 级 号
  倍数 倍增 倍率 元旦 元宵 克服 条龙 条主线
`
    .trim()
    .split(/\s+/)
    .join('|')})`,
  'y',
)

/** Family and sort of a unit as read; a unit nobody knows is a count of its own family. */
export function unitSort(unit: string): { sort: UnitSort; family: string } {
  if (unit.includes('/') || RATE_WORDS.split(' ').includes(unit)) return { sort: 'rate', family: unit }
  const amount = measured.get(unit)
  if (amount) return { sort: 'amount', family: amount }
  return { sort: 'count', family: counted.get(unit) ?? unit }
}

/** 个百分点 and 百分点 are one unit, 每千人 is /千人. */
export function unitName(what: string, per: string | undefined): string {
  const base = what === '个百分点' || what === '个点' ? '百分点' : what.length > 1 && what.startsWith('个') ? what.slice(1) : what
  return per === undefined ? base : `${base}/${per.replace(/^(?:\/|每)每?/, '')}`
}
