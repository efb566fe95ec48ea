import { NOMINAL, NOUN_BEHIND_VERB, RATE } from '../words.ts'
import { trimScope } from '../phrases.ts'
import { CHANGED, DEED, DOER, HEAD, MEAN, MOVED, MOVES_ON, TAIL } from './words.ts'

/** What the words around a figure name; '' where they leave it unsaid. `doer`: who did it, where nothing else is named. */
export type Parsed = { readonly subject: string; readonly measure: string; readonly doer: string }

/** Takes off what names nothing, at both ends, until nothing more comes off. */
export function peeled(words: string): string {
  if (/^在编/.test(words)) return words
  let rest = words
  for (let before = ''; before !== rest;) {
    before = rest
    rest = trimScope(rest.replace(/^\(?[一二三四五六七八九十\d]{1,3}[).．、]/, '').replace(MOVED, '').replace(TAIL, '').replace(HEAD, '')).replace(/^[、，的]+|[、，的]+$/g, '')
  }
  return /^[\u4e00-\u9fff]$/.test(rest) && !/[镇乡村区县旗市]/.test(rest) || IDLE.test(rest) ? '' : rest
}

/** What is left and still names nothing. */
const IDLE = /^(?:[一二两三四五六七八九十]+(?:年|月|季|季度|个季度)?|环节|方面|级|时间|增加|增长|提高|下降|减少|压减|扩大|扩|增|减|升|降|提升|上升|缩短|压缩|岁以下|岁以上|次数?|总数|占地|分值|自评|得分|扣分?|扣除|余|挂|时|其|该|工作|情况|两项|三项|开具|相差|不|抽|支|实|空|多出?|高出?|少|短)$/

/** A deed and what stands before and behind it in a phrase. */
type Deed = { readonly verb: string; readonly before: string; readonly behind: string; readonly at: number }

function deedsIn(words: string): Deed[] {
  return [...words.matchAll(DEED)].flatMap(({ 0: verb, index }) => {
    const behind = words.slice(index + verb.length)
    // 检验机构, 培训班 are things
    if (behind !== '' && (NOMINAL.test(verb) || /^(?:整改|处置|核查处置|奖补|考试|筛查|暗访|供餐|就餐|回收|安全利用|涉及|涉案|合格|检验合格)$/.test(verb)) && NOUN_BEHIND_VERB.test(behind)) return []
    // 检验检测中心
    if (NOMINAL.test(verb) && /^(?:检测|检验|监测|抽检|检查|培训|考核|认证|评价|审核|应用)(?:机构|中心|基地|站|所|室|人员|能力|体系|员|经费|任务|设备|面积)/.test(behind)) return []
    if (verb === '创建' && /^(?:前|后|以来|期间|经费|工作)/.test(behind)) return []
    // 科技支持经费
    if (/^(?:支持|扶持|奖励|补助|补贴|保障|配套)$/.test(verb) && /^(?:经费|资金|政策|力度)/.test(behind) && words.slice(0, index) !== '') return []
    // 不合格样品, 未整改问题
    if (/[不未]$/.test(words.slice(0, index)) && verb.startsWith('合格')) return []
    // 总仓建设、核酸检测和消杀等费用
    if (/^(?:[、和及与]|等)/.test(behind) && behind.length > 2) return []
    if (/^[率量数额面]/.test(behind)) return []
    return [{ verb, before: words.slice(0, index), behind, at: index }]
  })
}

/** 乡镇市场监管所共有在编人员98人 counts what they have. */
const HAVING = /^.*(?:共有|现有|实有|设有|拥有|建有|配有)(?=[\u4e00-\u9fff]{2})/
/** 按386万常住人口计算 */
const RECKONED = /^.*(?:计算|折算|测算|人口计)(?=$|为|达|约|共|全)/
/** 每人每年培训时间: what the mean is of. */
const MEAN_OF = /^.*(?:每[人户家所个][\u4e00-\u9fff]{0,2}?|人均)((?:年|每年|年均)?[\u4e00-\u9fff]{0,6}(?:时间|学时|面积|投入|经费|产量|检测|抽检))[\u4e00-\u9fff]{0,3}$/

/** The words before a figure that counts. */
export function parseCount(words: string, noun: string, unitIsMoney: boolean): Parsed {
  const plain = /(分值|自评总分|自评|得分|总分|共?扣)[^，。；]{0,3}$/.exec(words)?.[1]?.replace(/^共?扣$/, '扣分') ?? (unitIsMoney ? '金额' : '数量')
  const changed = CHANGED.exec(peelTail(words))?.[1]
  const named = nounOf(noun)
  const mean = MEAN.test(words) && !/平均水平/.test(words) ? (MEAN_OF.exec(words)?.[1]?.replace(/^(?:每?年均?)/, '') ?? '平均') : null
  const bare = (changed === undefined ? words : peelTail(words).replace(CHANGED, '')).replace(HAVING, '').replace(RECKONED, '')
  // 进入实地考察阶段3项
  if (named === '' && /^(?:进入|处于|转入).+(?:阶段|程序|环节)$/.test(bare)) return { subject: '', measure: bare, doer: '' }
  const deeds = deedsIn(bare)
  const last = deeds.at(-1)
  if (last === undefined) return { subject: named || (mean ? '' : peeled(bare)), measure: mean ?? changed ?? plain, doer: '' }
  // 报告病例的医疗机构154家 counts places
  const object = /^报告/.test(last.verb) && /.的./.test(last.behind) ? last.verb + last.behind : peeled(last.behind)
  if (named) return { subject: named, measure: mean ?? changed ?? (object === '' ? last.verb : plain), doer: '' }
  if (object !== '') return { subject: object, measure: mean ?? changed ?? (object.startsWith(last.verb) ? plain : last.verb), doer: '' }
  // 举办业务培训16期, 完成核查处置388批次: the deed at the end is what was done
  const first = deeds.length > 1 ? deeds.at(-2)! : undefined
  const between = first ? peeled(bare.slice(first.at + first.verb.length, last.at)) : ''
  const whose = first ? peeled(first.before) : ''
  if (first && /^(?:开展|进行|完成|实施|组织)$/.test(first.verb) && whose !== '' && between === '' && (/对/.test(first.before) || !DOER.test(whose)))
    return { subject: whose, measure: mean ?? changed ?? last.verb, doer: '' }
  // 举报奖励兑现36起
  if (first && whose !== '' && between === '' && !DOER.test(whose)) return { subject: whose + first.verb, measure: mean ?? changed ?? last.verb, doer: '' }
  if (first && first.at + first.verb.length <= last.at && !DOER.test(between)) {
    const inner = between + last.verb
    return { subject: inner, measure: mean ?? changed ?? first.verb, doer: '' }
  }
  const who = peeled(last.before)
  const isDoer = DOER.test(who) || /[部局委办院]等?$/.test(who)
  return { subject: isDoer || mean ? '' : who, measure: mean ?? changed ?? last.verb, doer: who }
}

const peelTail = (words: string): string => words.replace(/(?:了|约|达到?|为|近|恰好|至少|的)+$/, '')

/** 报告病例的医疗机构154家 counts places, not reports. */
/** Where the noun behind a number turns into what is said of it. */
const NOUN_END =
  /(?:之一|折算|计算|测算|列入|复工|顺利|交给|归|挂在|对应|一一|入园|入席|获|成立|承担|全年|全部|每半年|至少|表示|限期|正在|尚|仍|已|均|都|被|由|在|于(?!\d)|于|纳入|建有|建成|实现|达到|开展|参与|覆盖|完成|改造为|没有|没有?|未(?=[^\u4e00]|接|完|建|办|整|取|实|获|达|改|到)|每[天日月年]|注册|评定|建立|签订|获得|取得|就|需|应|可|为(?=[\u4e00-\u9fff])|是|有|的平均|平均|要求|要(?!素|求|闻)|以上|最多|最少|检查|抽检|发现|督导|整改(?!通知|报告|任务|问题)|与(?=[^\u4e00-\u9fff]|乡|各|市|省)|占|较|比)/

/** The noun behind a number, as far as it is one. */
export function nounOf(noun: string): string {
  if (noun === '' || MOVES_ON.test(noun)) return ''
  if (/^(?:进行|正在|挂|由|被|给|归|列入|限期|尚|仍|未|没有?|占|比|较|最|问题均|提前|全部|合格(?!证)|不合格(?!样|食|产|批|商|项)|达标|跨年度|参与|参加|投票|入席|入园|就餐|在办|已|均|都|作|属|随|于|下|送|持(?!证|有)|获(?!证)|被|主动|经|供|按|以|来自|任务数|时序|需|应|须|可|能|至|到|起)/.test(noun)) return ''
  const stop = noun.slice(2).search(NOUN_END)
  const cut = peeled((stop < 0 ? noun : noun.slice(0, stop + 2)).replace(/(?<=..)(?:[建没拥配]|(?<!建)设)$|“[^”]*$/, ''))
  return cut.length < 2 && !/^[镇乡村区县市]$/.test(cut) ? '' : cut
}

/** The words before a rate: 合格率, 占比, 同比增长. */
export function parseRate(words: string, noun: string, unit: string): Parsed {
  const changed = CHANGED.exec(peelTail(words))?.[1]
  const share = /^(.*?)(?:所?占)(?!有率|比(?!例))(.*?)的?$/.exec(words)
  if (share && !/率/.test(share[2]!)) {
    const whole = share[2]!.replace(/(?:达到?|为|由|(?:提高|提升|调整|增加)[到为至])$/, '')
    const base = /^(?:权重|比重|比例|份额)$/.test(whole) ? whole : '占比'
    return { subject: peeled(share[1]!), measure: base, doer: '' }
  }
  const rates = [...words.matchAll(RATE)].filter(({ 0: word, index }) => /^(?:[、和及与，均都]|$|.{0,6}$)/.test(words.slice(index + word.length)) || word.endsWith('率'))
  if (/(?:高于|低于|超过?|(?<!占)[比较][^，。；]*)$/.test(words) && changed === undefined && noun === '') {
    const rate = rates.at(-1)?.[0]
    return { subject: '', measure: rate ?? '', doer: '' }
  }
  if (rates.length > 0 && changed === undefined) {
    const from = rates[0]!.index
    const head = words.slice(0, from).replace(/的$/, '')
    const short = /^[\u4e00-\u9fff]$/.test(trimScope(head)) && !/[县区市]/.test(head) ? trimScope(head) : ''
    return { subject: short ? '' : peeled(head), measure: short + rates.map(([word]) => word.replace(/^(?:[的为]|占(?!比))/, '')).join('、'), doer: '' }
  }
  if (changed !== undefined) {
    const bare = peelTail(words).replace(CHANGED, '')
    if (rates.length > 0) return { subject: peeled(bare.slice(0, rates[0]!.index)), measure: rates.at(-1)![0], doer: '' }
    return { subject: unit === '百分点' || unit === '倍' ? '' : peeled(bare.replace(/^.*[比较].*$/, '')), measure: unit === '百分点' ? '' : changed, doer: '' }
  }
  const named = nounOf(noun)
  if (named) return { subject: named, measure: '占比', doer: '' }
  if (unit.includes('/')) return { ...parseCount(words, '', false) }
  const deed = deedsIn(words).at(-1)
  if (deed) return { subject: peeled(deed.behind) || peeled(deed.before), measure: deed.verb, doer: '' }
  return { subject: peeled(words), measure: peeled(words) ? '占比' : '', doer: '' }
}
