import { isGranted } from './grants.ts'
import { clauseAt, type Sheet } from './numbers.ts'
import { hanNumber } from './text.ts'
import type { Target } from './types.ts'
import { COUNTS, DOINGS, DURATIONS, PER, RATES } from './units.ts'
import { ATTAINING, DOING_VERBS, RESULT_VERBS } from './verbs.ts'

// no figure of a notice has more digits; the bound keeps the search linear
const DIGITS = '(?<![\\d.])\\d{1,9}(?:,\\d{3}){0,3}(?:\\.\\d{1,4})?'
const HAN = '[一二两三四五六七八九十百千]+'
const escaped = (unit: string) => unit.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const alternatives = (units: readonly string[]) =>
  [...units]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')

const COMPOUND = `(?:${alternatives(COUNTS)})(?:\\/每?[十百千万]?(?:${alternatives([...COUNTS, ...PER])})|每[十百千万]人)`

/** `90%`, `1.2万批次`, `3至5次`, `10余家`; groups: number, end of range, multiplier, unit. */
const FIGURE = new RegExp(
  `(${DIGITS})(?:(?:%|‰)?(?:-|—|~|至|到)(${DIGITS}))?\\s*(万|亿|千|百)?(?:余|多)?` +
    `((?:${alternatives(RATES)}|${COMPOUND})(?:·[年季月])?|(?:${alternatives(COUNTS)})(?:次(?![日月年生品要序])|\\(次\\))|${alternatives([...COUNTS, ...DURATIONS])})`,
  'g',
)
const HAN_FIGURE = new RegExp(`(${HAN})(${alternatives(DOINGS)})(?!性|函|方|所|内|地|景|上|线|工程|项目|建设|\\d)`, 'g')
/** 打造三条示范街区: an aim in all likelihood, but numbers in words more often count what is worked on. */
const HAN_RESULT = new RegExp(
  `(?:${RESULT_VERBS.join('|')})(?:了)?((?!一)${HAN}(?:家|个|条|处|所|座|名|支|套|项))(?!方面|环节|领域|责任|机制|体系|行动|活动|类|大)`,
  'g',
)
/** 九成, 九成五, 8成: tenths of a whole; not 一成不变, 三成立, 两成分. */
const TENTHS =
  /(?<![一二两三四五六七八九十百千\d.])([一二两三四五六七八九十]|\d)成([一二三四五六七八九半])?(?!不变|立|分|员|果|效|本|功|品|熟|型|套|就|交|形|为)/g
/** 四十学时, 五千份: other counts in words, which bind only as the least or most that is asked for. */
const HAN_COUNT = new RegExp(
  `(?<![/每])(${HAN})(${alternatives(COUNTS.filter((unit) => !(DOINGS as readonly string[]).includes(unit)))})(?!方面|环节|领域|类|大|之)`,
  'g',
)
/** A figure with a unit that no list has (300样次, 200点位), closing its clause. */
const UNKNOWN = new RegExp(
  `(${DIGITS})(?:万|亿|千|百)?余?(?!万|亿|千|百|余|${alternatives([...RATES, ...COUNTS, ...DURATIONS])})([\\u4e00-\\u9fff]{1,3}|[A-Za-z]{1,3}\\b)(?=[，。；、)]|$)`,
  'g',
)
/** What else stands behind a figure: days, ordinals, kinds. */
const NO_UNIT = /^(?:点(?!位)|[年月日号时岁周天级类种版度旬成倍]|大类|小类|品种|以[上下内]|左右|工作日|分钟|季度|学期)/
const FRACTION = /[一二三四五六七八九十\d]+分之[一二三四五六七八九\d]+|一半|半数/g
const PERCENT_WORDS = /百分之([一二三四五六七八九十百点〇零\d.]+)/g
/** “全流程、全覆盖”改革: a name in quotation marks is none. */
const WHOLE = /(?<![、，][^“”，。；]{0,6}(?=全覆盖”))全覆盖(?!率)(?![、，][^“”。；]{1,8}”)/g

const AT_LEAST = new RegExp(`(?:${ATTAINING.join('|')})(?:约|有)?$`)
const OR_MORE = /^(?:以上|及以上|以内|以下|左右)/
const DO = new RegExp(DOING_VERBS.join('|'), 'g')
/** Between the verb and the number these say that the number belongs to what is worked on, not to what is to be done. */
const OBJECT = /(?:对|围绕|聚焦|针对|按照?|依据|根据|涉及|包括|等|第|前|近|上|依托|结合|通过|以|在|范围|距离|为期|管理的|列入的|纳入的)$/
const OBJECT_BEFORE = /(?:聚焦|围绕|针对|涉及|包括|依托|按照|结合|全部)[^，。；]*$/
const KINDS = /^(?:\d|部门|重点|方面|环节|领域|品种|类|专项|关键|种|层面|维度|行业|阶段|步骤|月内|月|小时内|以上的|标准|体系|原则)/
const NOT_NOW = /(?:(?<![较比])(?:上年|去年|上年度)|此前|截至目前|目前已|已经|已累计)[^，。；]*$/
/** 由80%提升到92%: the share that is left behind. */
const RISES_FROM = /[由从][^，。；]{0,12}$/
const RISES_TO = /^[^，。；\d]{0,4}(?:增加?|提[高升]|上?升|扩大|下?降低?|减少?|压[减缩])(?:到|至)/
/** What a counted doing is the object of, right before the count. */
const DONE = new RegExp(`(?:${DOING_VERBS.join('|')}|进行|报告)[^，。；对等]{0,6}$`)
/** Measures that more often tell which (50平方米以上食品店, 100人以上聚餐) than how many. */
const TRAITS = /^(?:平方米|立方米|人|桌|米|元|万元|小时|公里)$/
const RISES = /[由从][^，。；]*?(?:增加?|提[高升]|上?升|扩大|下?降低?|减少?|压[减缩])(?:到|至)$/
const CONDITION = /(?:超过|高于|低于|达到|不足|大于|小于|少于|多于)$/
/** 达到100%的目标 is the aim itself. */
const AIM = /^的(?:目标|要求|指标|任务|标准|水平)/
const ONCE_NOT = /(?:第|再|进|同|这|上|首|新|任何|唯|逐|某|统)$/

/** The numbers that bind the executor (量化目标), in the order of the text; `unclear` tells of ranges. */
export function readTargets(sheet: Sheet): { targets: Target[]; unclear: string[] } {
  const found: { at: number; target: Target }[] = []
  const unclear: string[] = []
  let boundTo = -1
  const add = (at: number, end: number, value: number, unit: string) =>
    found.push({ at, target: { text: clauseText(sheet, at, end), value, unit } })
  for (const figure of sheet.folded.matchAll(FIGURE)) {
    const [whole, first, upper, times, unit] = figure as unknown as [string, string, string?, string?, string?]
    const end = figure.index + whole.length
    if (isGranted(...aroundClause(sheet.folded, figure.index, end), unit!)) {
      unclear.push(`读作奖补或税费的标准，未作目标：${clauseText(sheet, figure.index, end)}`)
      continue
    }
    const within = boundTo >= 0 && carriesOn(sheet.folded, boundTo, figure.index, end)
    if (!binds(sheet.folded, figure.index, end, unit!) && !within) {
      if (mayBind(sheet.folded, figure.index, end, unit!)) unclear.push(`数字未作目标，请核：${clauseText(sheet, figure.index, end)}`)
      continue
    }
    boundTo = end
    add(figure.index, end, valueOf(first, times), baseUnit(unit!))
    if (/\d[、,]$/.test(sheet.folded.slice(0, figure.index)))
      unclear.push(`几个数并列，只取了最后一个，请核：${clauseText(sheet, figure.index, end)}`)
    if (times === undefined && /^[万亿]元$/.test(unit!)) found.at(-1)!.target.value *= unit === '万元' ? 10_000 : 100_000_000
    if (upper) unclear.push(`数值是一个范围，取其下限：${sheet.text.slice(figure.index, end)}`)
  }
  for (const figure of sheet.folded.matchAll(HAN_FIGURE)) {
    const end = figure.index + figure[0].length
    if (bindsInWords(sheet.folded, figure.index, end)) add(figure.index, end, hanNumber(figure[1]!), figure[2]!)
  }
  const counted = [...sheet.folded.matchAll(HAN_COUNT)].filter(({ 0: whole, index }) =>
    leastInWords(sheet.folded, index, index + whole.length),
  )
  for (const { 0: whole, 1: words, 2: unit, index } of counted) add(index, index + whole.length, hanNumber(words!), unit!)
  for (const figure of sheet.folded.matchAll(TENTHS)) {
    const end = figure.index + figure[0].length
    const bound = bindsTenths(sheet.folded, figure.index, end)
    if (bound) add(figure.index, end, tenthsOf(figure[1]!, figure[2]), '%')
    else if (bound === null) unclear.push(`数字未作目标，请核：${clauseText(sheet, figure.index, end)}`)
  }
  for (const figure of sheet.folded.matchAll(PERCENT_WORDS)) {
    const value = percentOf(figure[1]!)
    if (!Number.isNaN(value)) add(figure.index, figure.index + figure[0].length, value, '%')
  }
  for (const whole of sheet.folded.matchAll(WHOLE)) {
    // "100%全覆盖" is one target
    if (/\d%(?:的)?$/.test(sheet.folded.slice(0, whole.index))) continue
    add(whole.index, whole.index + whole[0].length, 100, '%')
  }
  for (const figure of sheet.folded.matchAll(UNKNOWN)) {
    const end = figure.index + figure[0].length
    if (asksFor(sheet.folded, figure.index, end)) unclear.push(`计量单位未认出，未作目标：${clauseText(sheet, figure.index, end)}`)
  }
  for (const figure of sheet.folded.matchAll(FRACTION)) {
    const [before, after] = aroundClause(sheet.folded, figure.index, figure.index + figure[0].length)
    if (/(?:不少于|不低于|达到?|至少|超过)$/.test(before) || /^(?:及)?以上/.test(after))
      unclear.push(`数字未作目标，请核：${clauseText(sheet, figure.index, figure.index + 1)}`)
  }
  for (const figure of sheet.folded.matchAll(HAN_RESULT)) {
    const taken = counted.some(({ index }) => index > figure.index && index < figure.index + figure[0].length)
    if (!taken) unclear.push(`文字写的数目未作目标：${figure[0]}`)
  }
  return { targets: found.sort((a, b) => a.at - b.at).map(({ target }) => target), unclear }
}

function clauseText(sheet: Sheet, at: number, end: number): string {
  const clause = clauseAt(sheet.folded, at, end)
  return sheet.text.slice(clause.start, clause.end)
}

function valueOf(digits: string, times: string | undefined): number {
  const factor = times === undefined ? 1 : ({ 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 }[times] ?? 1)
  return Number((Number(digits.replaceAll(',', '')) * factor).toFixed(6))
}

/** 批次每千人 and 批次/每千人 are 批次/千人, 批（次） is 批次. */
const baseUnit = (unit: string) => (/^[万亿]元$/.test(unit) ? '元' : unit.replace(/\/?每(?=.)/, '/').replace('(次)', '次'))

function percentOf(words: string): number {
  if (/^\d/.test(words)) return Number(words)
  const [whole = '', rest] = words.split('点')
  const value = hanNumber(whole)
  return rest === undefined ? value : Number(`${value}.${[...rest].map((sign) => hanNumber(sign)).join('')}`)
}

/** 九成五 → 95 */
function tenthsOf(whole: string, rest: string | undefined): number {
  const tenths = /\d/.test(whole) ? Number(whole) : hanNumber(whole)
  return tenths * 10 + (rest === undefined ? 0 : rest === '半' ? 5 : hanNumber(rest))
}

/** Whether so many tenths are an aim; null where that cannot be told. 去年三成, 占比两成的 tell of what is. */
function bindsTenths(folded: string, at: number, end: number): boolean | null {
  const clause = clauseAt(folded, at, end)
  const before = folded.slice(clause.start, at)
  const after = folded.slice(end, clause.end)
  if (isPast(before) || /(?:占比?|[仅只]?有|近|不足|分|第)$/.test(before)) return false
  if (OR_MORE.test(after) && !/^(?:以上|及以上|以下|以内)的/.test(after)) return true
  if (/^的/.test(after)) return false
  return AT_LEAST.test(before) ||
    /(?:逾|超|保持|维持|稳定)(?:在|到|至)?$|(?:增[加长]|提[高升]|下降|降低|减少|压[减缩降])(?:了)?$/.test(before)
    ? true
    : null
}

/** 不少于四十学时, 发放五千份以上: an aim named in words by its least. */
function leastInWords(folded: string, at: number, end: number): boolean {
  const clause = clauseAt(folded, at, end)
  const before = folded.slice(clause.start, at)
  if (isPast(before) || ONCE_NOT.test(before)) return false
  const after = folded.slice(end, clause.end)
  return /(?:不少于|不低于|至少|达到)$/.test(before) ? !KINDS.test(after) : /^(?:以上|及以上)$/.test(after) && governed(before)
}

/** What a clause tells of earlier times; 由去年的40%增至60% still asks for what comes behind 增至. */
const isPast = (before: string): boolean => NOT_NOW.test(before) && !RISES.test(before)

/** Whether a number in digits is an aim rather than a circumstance. */
function binds(folded: string, at: number, end: number, unit: string): boolean {
  const clause = clauseAt(folded, at, end)
  const before = folded.slice(clause.start, at)
  // 10万元以下（含本数）的: the bracket only says how it is counted
  const after = folded.slice(end, clause.end).replace(/^(以[上下内]|及以上)\(不?含[^()]{0,6}\)/, '$1')
  if (/[\d.《]$|(?<![每半逐])年$/.test(before) || isPast(before)) return false
  // "50人以上的聚餐", "超过30%的企业": a condition on a noun
  if (/^(?:以上|及以上)(?:违法|违规|不合格|被|受到|未|发生|抽检不)/.test(after)) return false
  if (/^(?:以上|及以上|以下|以内)的/.test(after) || (after.startsWith('的') && CONDITION.test(before) && !AIM.test(after))) return false
  if (RISES_FROM.test(before) && RISES_TO.test(after)) return false
  // （2分）: what an item of a scheme scores
  if (unit === '分' && folded[at - 1] === '(' && folded[end] === ')') return false
  if ((RATES as readonly string[]).includes(unit.replace(/·.$/, ''))) return true
  if ((DURATIONS as readonly string[]).includes(unit)) return AT_LEAST.test(before) || isStepLimit(before, after)
  // 召开1次部门会商会: a doing is counted whatever it is about
  const isDoing = (DOINGS as readonly string[]).includes(unit)
  if ((KINDS.test(after) && !(isDoing && /^[\u4e00-\u9fff]/.test(after))) || (unit === '分' && after.startsWith('之'))) return false
  // 最高奖励100万元: what may be given, not what is to be reached
  if (/(?:最高|限额|每人|每起|每案)(?:可?给予)?(?:奖励|补助|奖补|补贴)?$/.test(before)) return false
  if (TRAITS.test(unit) && /^(?:及?以上|及?以下|以内)(?!并|且|参|，)[\u4e00-\u9fff]{2}/.test(after) && !AT_LEAST.test(before)) return false
  if (closesClause(before, after, unit) || isAllOf(before, after) || isMeasured(before, after) || isHad(before, after)) return true
  if (ABLE.test(before) && /^[^，。；\d]{0,10}(?:能力|资质|参数|项目)(?:以上)?$/.test(after)) return true
  if (OBJECT_BEFORE.test(before)) return false
  if (unit === '小时' && /^(?:内|值班|在岗|值守)/.test(after)) return false
  if (AT_LEAST.test(before) || /(?:至少|最少|不少于)[\u4e00-\u9fff]{1,4}$/.test(before)) return true
  // "100人以上聚餐": a trait of what the words behind it name
  if (OR_MORE.test(after) && !/^(?:以上|及以上|以下)[\u4e00-\u9fff]{2}/.test(after)) return true
  if (/[每各][^，。；]*$/.test(before) && isDoing) return true
  return governed(before)
}

/** 具备农残、兽残等60项参数检测能力: so many are to be had, whatever is named before them as an example. */
const ABLE = /(?:具备|拥有|达到|取得|新增|扩展)[^，。；]*$/

/** 全市2000家餐饮单位接入平台: things counted that a clause does something with, though no verb of attaining governs the number. */
function mayBind(folded: string, at: number, end: number, unit: string): boolean {
  const [before, after] = aroundClause(folded, at, end)
  if (SUBJECTS.test(before) && ENDS.test(after) && !STATES.test(before)) return true
  return /^(?:家|户|所|座|处|批次|户次|场次)$/.test(unit) && /^[全各][市县区省旗镇乡]?$/.test(before) && !KINDS.test(after)
}

const aroundClause = (folded: string, at: number, end: number): [before: string, after: string] => {
  const clause = clauseAt(folded, at, end)
  return [folded.slice(clause.start, at), folded.slice(end, clause.end)]
}

/** Whether a figure with an unknown unit is asked for: told, so that it is not lost. */
function asksFor(folded: string, at: number, end: number): boolean {
  const [before] = aroundClause(folded, at, end)
  const unit = /[^\d.,万亿千百余].*$/.exec(folded.slice(at, end))?.[0] ?? ''
  if (NO_UNIT.test(unit) || isPast(before) || /[\d.《年第]$/.test(before)) return false
  return /(?:不少于|不低于|不超过|至少|达到?|≥|完成)$/.test(before) || governed(before)
}

/** What tells of a state of things: 现有小作坊86家, 涉及企业30家. */
const STATES =
  /(?:涉及|包括|现有|共有|共计|合计|总计|计有|下辖|已有|原有|分为|设有|拥有|列入|纳入|达到|上年|去年|每日|占|距|近|约|不足)[^，。；]*$/
/** 食品生产企业320家: how many there are, in all likelihood. */
const SUBJECTS =
  /^[^，。；]{0,12}(?<!示范|放心|明星|优质|样板)(?:企业|单位|商户|摊贩|摊点|作坊|主体|机构|学校|食堂|市场|超市|经营者|人员|经营户|门店)$/
const ENDS = /^(?:以上|左右|及以上)?(?:的?(?:目标|任务)(?:任务|目标)?)?(?:$|[、(])/
const RESULT = new RegExp(RESULT_VERBS.join('|'), 'g')

/** 小作坊提档升级120家, “你点我检”活动12场次: the number closes its clause and counts what the words before it bring about. */
function closesClause(before: string, after: string, unit: string): boolean {
  // 3000批次: all that a cell says
  if (/^$|：$/.test(before)) return ENDS.test(after) && !TRAITS.test(unit)
  if (!ENDS.test(after) || STATES.test(before) || /(?:第|[\d.—~至到]|对|以|在|等|按|前|后)$/.test(before)) return false
  const object = OBJECT_BEFORE.exec(before)
  const verb = [...before.matchAll(object ? RESULT : DO)].at(-1)
  if (verb) return verb.index > (object?.index ?? -1) && !/(?:对|针对)[^，。；]*$/.test(before.slice(verb.index))
  // no verb list is whole: a doing at the clause's end is counted whatever its verb, but not a trait (常住人口8万人)
  return !object && !TRAITS.test(unit) && !SUBJECTS.test(before) && /[\u4e00-\u9fff”]$/.test(before)
}

/** 创建示范街2条，示范店20个; 抽检500批次，其中农产品100批次: the figure before lends its verb. */
function carriesOn(folded: string, from: number, at: number, end: number): boolean {
  const between = folded.slice(from, at)
  if (/^[^。；]{0,4}其中[^。；，]*$/.test(between)) return true
  const after = folded.slice(end, clauseAt(folded, at, end).end)
  return /^(?:以上)?[，、][\u4e00-\u9fff“”]{1,10}$/.test(between) && ENDS.test(after) && !STATES.test(between)
}

/** 应当在15个工作日内完成调整 binds the step; 收到材料后5个工作日内反馈 runs from something that is not the executor's. */
const isStepLimit = (before: string, after: string): boolean =>
  /^[之以]?内[\u4e00-\u9fff]{2}/.test(after) && !/(?:前|后|起|自|之日)[^，。；]{0,2}$/.test(before)

const ALL_COMPLETE = /^[\u4e00-\u9fff“”()+]{2,20}?完成[^，。；]{0,20}(?:改造|升级|建设|整治|安装|建档|创建|验收|接入|上线|对接)$/
const ALL_DO =
  /^[\u4e00-\u9fff“”()]{2,20}?(?:要|应|须)?(?:全部|全面|均)(?!未|无|为|属|有|在|不|系|可)(?:要|应|须|实现|达到|完成)?[\u4e00-\u9fff]{2}/
/** 年底前18家规模以上企业全部接入平台, 全区38所食堂完成改造: that all of so many do something. */
const isAllOf = (before: string, after: string): boolean =>
  /(?:^|[前内底末])(?:[全各][市县区省旗镇乡])?$/.test(before) && (ALL_COMPLETE.test(after) || ALL_DO.test(after))

/** 其中有3个以上行业的30家以上企业达到国家级标准: so many of them are to attain something. */
const isHad = (before: string, after: string): boolean =>
  /(?<![现共计已原设拥具没只仅])有[^，。；]{0,20}$/.test(before) &&
  /^(?:以上|及以上)[^，。；]{2,30}(?:达到|通过|获得|获评|评为|建成|创成|取得)/.test(after)

/** 落实黑土地保护面积32万亩, 推广有机肥总量300吨: how much of something a doing is to reach. */
const isMeasured = (before: string, after: string): boolean =>
  ENDS.test(after) &&
  /(?:面积|总量|规模|产量|里程|资金|经费|金额|总数|数量)$/.test(before) &&
  /(?:落实|推进|推广|巩固|扩大|治理|新增|完成|保护|投入|筹集|安排)/.test(before) &&
  !STATES.test(before)

/** A verb of doing stands before the number and nothing between them turns the number into its object's trait. */
function governed(before: string): boolean {
  const verb = [...before.matchAll(DO)].at(-1)
  if (!verb || OBJECT.test(before)) return false
  // 完成第三批30个站点建设: which lot it is does not make the number an ordinal
  const between = before.slice(verb.index + verb[0].length).replace(/第[一二三四五六七八九十\d]+(?:批|轮|期|阶段)$/, '')
  return !/(?:对(?!接)|围绕|聚焦|针对|等(?!级)|在(?!线|岗|校|建)|以(?!上|下|内)|第|《)/.test(between) && between.length <= 24
}

/** 检查一次, 每季度召开两次会议: words count only with a counter of doings, and not in 进一步, 第一次, 一次性. */
function bindsInWords(folded: string, at: number, end: number): boolean {
  const clause = clauseAt(folded, at, end)
  const before = folded.slice(clause.start, at)
  if (ONCE_NOT.test(before)) return false
  if (AT_LEAST.test(before) || /[每各][^，。；]*$/.test(before)) return true
  return DONE.test(before)
}
