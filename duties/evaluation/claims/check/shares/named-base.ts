import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isGrowth, isIncrement, isMean, isRate, lead, named, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/**
 * Shares and multiples whose base is called by its name (占移送数的91.7%, 占全市小作坊总数的30.0%, 为货值的10倍): the counts that bear the name anywhere
 * in the paper, and whether one of them gives the share. Counts of other names that give it by chance are only the reading that may save it.
 */
export const checkNamedBases = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    const name = rate.cell === null && (isRate(rate) || rate.unit === '倍') && rate.low > 0 && Number.isFinite(rate.high) ? nameOf(paper, rate) : null
    const part = name === null ? undefined : partOf(paper, rate)
    return name === null ? ofThose(paper, rate) : part ? judge(paper, rate, part, name) : labelled(paper, rate, name)
  })

/** Whether a count that bears the name of the base gives the share. */
export function fitsNamedBase(paper: Paper, rate: Figure): boolean {
  const name = isRate(rate) ? nameOf(paper, rate) : null
  if (name === null) return false
  const part = partOf(paper, rate)
  // A级占已评定单位的16.0%: the words before 占 name the part
  const parts = part ? [part] : inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && usable(paper, one))
  return parts.slice(-8).some((one) => bearers(paper, one, name).some(({ figure }) => gives(one, figure, rate)))
}

/** Whether the rate names just this base: no other count is then meant, whatever it gives. */
export function namesBase(paper: Paper, rate: Figure, part: Figure, base: Figure): boolean {
  const name = isRate(rate) ? nameOf(paper, rate) : null
  if (name === null || partOf(paper, rate) !== part) return false
  const bearing = bearers(paper, part, name)
  return bearing.some((one) => one.exact) && bestOf(bearing, part).includes(base)
}

const gives = (part: Figure, base: Figure, rate: Figure): boolean => base !== part && meet(cut(times(over(part, base), factorOf(rate))), cut(rate))
const factorOf = ({ unit }: Figure): number => (unit === '%' ? 100 : unit === '‰' ? 1000 : 1)
/** What is measured by is another time, what is wanted, another place: not a count of the paper. */
const elsewhere = /上年|去年|同期|目标|预算|要求|标准|平均|全[省国]|年初|^[前后]者|^该|人口|同类|其他|其余|当[年月]|[一二三四]季度|\d|比例|面积/
const share = /(?:占|覆盖|占到了?|占了)([^，。；、\d占]{2,18}?)(?:的(?:比重|比例)?|比重|比例)(?:约|近|达到?|为|超过?)*$/
const multiple = /(?:为|是|相当于|达到?)([^，。；、\d]{2,10}?)的(?:约|近)*$/

/** The words for all of them that say nothing of what they are. */
const whole = /^(?:全部|全[市县区年]|所有|该[市县区]?|上述|[我本][市县区]|[两三四五]年|累计|共)+|(?:的)?(?:总(?:人|户|件|家|批次|起|金|次)?[数额量]?|(?:批次|户次|人次|单位|户|人|家|件|起|个|份|样品)?[数量]量?|金额|数额|总体)$/g
const trade = /^食品(?:安全)?(?=.{2})|(?:生产经营|经营服务|经营)?(?:单位|主体|企业|经营者|经营户|商户|门店|业户|案件|人员)$/g

/** 在岗人员合格率: those whose rate it is. */
const whose = /^([一-鿿]{2,4})(?:人员|人数|对象|企业|单位)(?:的)?(?:考试|考核|抽考|测试)?(?:合格|通过|优秀|优良|达标)率[为达到是]*$/
type Name = { readonly core: string; /** As printed, but for the words that mean all of them. */ readonly full: string }

function nameOf(paper: Paper, rate: Figure): Name | null {
  const words = lead(paper, rate)
  const found = (rate.unit === '倍' ? multiple : share).exec(words)?.[1] ?? (rate.unit === '%' ? whose.exec(words)?.[1] : undefined)
  if (found === undefined || elsewhere.test(found) || isGrowth(paper, rate)) return null
  const name = found.replaceAll(whole, '').replaceAll(whole, '')
  const bare = name.replaceAll(trade, '')
  const made = bare.length > 1 ? bare : name
  return made.length > 1 && made.length < 9 ? { core: made, full: name } : null
}

const usable = (paper: Paper, one: Figure): boolean =>
  isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isIncrement(paper, one) && !isMean(paper, one)

/** The count right before the clause of the share. */
function partOf(paper: Paper, rate: Figure): Figure | undefined {
  const before = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start)
  const last = before.at(-1)
  // 占移送数的91.7%，占立案总数的2.5%: one part of two wholes
  const part = last && isRate(last) && /^，占[^，。；\d]*$/.test(between(paper, last, rate)) ? before.at(-2) : last
  if (!part || !usable(paper, part)) return undefined
  const words = between(paper, part, last === part ? rate : last!)
  return /^[^，。；、\d]{0,10}[，（(](?:约|仅|就|共|均|其)?(?:占|覆盖|[为是]|相当于|达)/.test(words) || (/^，/.test(words) && whose.test(words.slice(1))) ? part : undefined
}

/** Words that papers use one for another when they tell what was counted. Data, not rules. */
const alike: readonly (readonly string[])[] = [
  ['受访', '访问', '调查', '回收', '收回', '问卷'],
  ['移送', '移交'],
  ['立案', '查办', '查处'],
  ['抽检', '检验', '检测', '抽样', '监测'],
  ['参评', '评查', '参选'],
  ['入园', '入驻', '进园'],
  ['已评', '评价', '评定', '评级', '参评'],
  ['应评', '应参评'],
  ['参考', '参加考试', '参加抽考', '参加考核', '应考'],
  ['任务', '计划'],
]
const deed = /^(?:完成|任务|计划|评价|评定|评级|参考|参加考试|移送|立案|抽检|检验|检测|受理|检查|查办|查处|访问|受访|调查|排查|发现|培训|评查|参评|参检|办结|结案)$/

type Bearer = { readonly figure: Figure; /** Nothing narrows the name. */ readonly exact: boolean; /** It bears the name as it is printed (食品投诉举报), which is more than its core. */ readonly literal: boolean }

/** What a figure's own clause says of it. */
const ahead = (paper: Paper, one: Figure): string => lead(paper, one, 24).replace(/^.*[\d%）)、]/, '')
const behind = (paper: Paper, one: Figure): string => tail(paper, one, 14).replace(/[\d(（、].*$/, '')
const filler = /监督|适用|采用|实行|参加|开展|评级|[对占]|基层所?|全[市县区年]|[我本][市县区]|目前|现|共|有|总|累计|登记|在册|实有|食品|安全|已|的|其中|生产经营|经营服务|经营|服务|单位|主体|企业|案件|截至.*|\d+年|公安机关|本案|该案|[三两]年|[上下]半年|前?[一二三四]个?季度|\d+[—-]\d+月|开展|全部|信用|分级|样品|网点|商户|人数|合计|分别|款/g

/** 已评级小作坊 are those that were 评级. */
const donePart = /^已([一-鿿]{2})(?=[一-鿿]{2})/
function bearers(paper: Paper, part: Figure, { core: name, full }: Name): Bearer[] {
  const done = donePart.exec(name)?.[1]
  const words = [name, ...(done === undefined ? [] : [done]), ...(alike.find((some) => some.some((word) => name.startsWith(word) && name.length < 4)) ?? [])]
  return countsLike(paper, part).flatMap((figure): Bearer[] => {
    if (figure === part || !usable(paper, figure) || /上年|去年|同期|每|另|力争/.test(lead(paper, figure, 14))) return []
    // 访问400人，共4000人
    const previous = paper.figures[figure.at - 1]
    const summed = /^(?:共|合计|共计|总计|总共)$/.test(ahead(paper, figure)) && previous?.sentence === figure.sentence
    const [lead_, tail_] = [ahead(paper, summed ? previous : figure), behind(paper, figure)]
    const said = `${lead_} ${tail_}`
    // 举报受理量 of 受理举报960件
    const turned = name.length === 4 && said.includes(name.slice(0, 2)) && said.includes(name.slice(2)) ? name.slice(2) : undefined
    const word = words.find((one) => said.includes(one)) ?? turned
    if (word === undefined) return []
    const rest = said.replace(word, '').replace(turned === word ? name.slice(0, 2) : word, '').replaceAll(filler, '').trim()
    const first = lead_.replaceAll(filler, '').startsWith(word)
    const ending = full.replace(name, '')
    const literal = ending !== '' && said.includes(name) && said.includes(ending)
    const exact = summed || rest === '' || /^(?:受理|接收|接到|收到)$/.test(rest) || (deed.test(word) && (first || word === '任务' || word === '计划')) || (figure.unit === '元' && lead_.endsWith(word))
    return [{ figure, exact, literal: literal && exact }]
  })
}

/** Those that the name fits best: as it is printed, else without what all names have, else the only one that bears it with more words. */
function bestOf(bearing: readonly Bearer[], part: Figure): readonly Figure[] {
  const some = [bearing.filter(({ literal }) => literal), bearing.filter(({ exact }) => exact)].find((all) => all.length > 0) ?? (bearing.length === 1 && bearing[0]!.figure.low > part.high ? bearing : [])
  return some.map(({ figure }) => figure)
}

function judge(paper: Paper, rate: Figure, part: Figure, name: Name): Finding[] {
  const factor = factorOf(rate)
  const bearing = bearers(paper, part, name)
  const exact = bestOf(bearing, part)
  const called = bearing.some((one) => one.exact)
  const inside = exact.filter((one) => one.sentence === part.sentence)
  // of a fine it is the goods of that case
  const [base] = (inside.length > 0 ? inside : exact).toSorted((one, other) => away(part, one) - away(part, other))
  if (!base || (rate.unit === '倍' && inside.length > 0 ? inside : exact).some((one) => gives(part, one, rate))) return []
  const saving = bearing.map(({ figure }) => figure).find((one) => gives(part, one, rate))
  // what is larger than those of the bare name may be the whole that is meant
  if (saving && saving.low > base.high && !bearing.some((one) => one.literal && one.figure === base)) return []
  const another = countsLike(paper, part).find((one) => usable(paper, one) && gives(part, one, rate))
  const one = new Set((inside.length > 0 ? inside : exact).map(({ value }) => value)).size === 1
  const close = another?.sentence === part.sentence
  const more = part.low > base.high && rate.unit !== '倍'
  const sure = called && saving === undefined && isExact(rate) && (more ? exact.every((it) => part.low > it.high) : close || (one && (another !== undefined || base.sentence === part.sentence)))
  if (!sure && saving === undefined && !one) return []
  return [
    finding(paper, [rate, part, base], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'ratio',
      calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(times(over(part, base), factor), 2)}${rate.unit}，所列 ${printed(rate)}`,
      explanation: sure
        ? `所称基数“${name.full}”文中只有“${named(base)}”，得不出这一${rate.unit === '倍' ? '倍数' : '占比'}${another ? `（${printed(another)}才得出）` : ''}。`
        : `与所称基数“${named(base)}”不符；${saving ? `若以“${named(saving)}”为基数则相符。` : '若该基数另有所指则无误。'}`,
    }),
  ]
}

/** `其中豆制品小作坊占入园总数的30.0%`: the words before 占 name the part; no count of the paragraph gives it with the named base, one does with another. */
function labelled(paper: Paper, rate: Figure, name: Name): Finding[] {
  if (!isRate(rate) || !isExact(rate) || rate.value >= factorOf(rate) || !/^(?:其中)?[一-鿿A-Z]{2,10}占/.test(lead(paper, rate))) return []
  const label = /^(?:其中)?([一-鿿A-Z]{2,8}?)(?:[数量]|案件|总数)?(?:约|仅|共)?占/.exec(lead(paper, rate))?.[1] ?? ''
  const called = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && usable(paper, one) && (ahead(paper, one).endsWith(label) || behind(paper, one).startsWith(label)))
  if (called.length === 1) return judge(paper, rate, called[0]!, name)
  const like = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start && isCount(one))
  if (!like || !usable(paper, like)) return []
  const bases = bearers(paper, { ...like }, name).filter(({ exact }) => exact).map(({ figure }) => figure)
  const parts = paragraphOf(paper, rate.sentence).filter((one) => one.end <= rate.start && usable(paper, one) && sort(one) === sort(like))
  const [base] = bases
  if (!base || new Set(bases.map(({ value }) => value)).size > 1 || countsLike(paper, like).some((one) => usable(paper, one) && gives(one, base, rate))) return []
  const pair = parts.flatMap((part) => parts.filter((one) => one !== base && one.low > part.low && gives(part, one, rate)).map((one) => ({ part, one })))[0]
  if (!pair) return []
  return [
    finding(paper, [rate, pair.part, base], {
      verdict: 'doubtful',
      kind: 'ratio',
      calculation: `${show(pair.part.value)} ÷ ${show(base.value)} = ${showInterval(times(over(pair.part, base), factorOf(rate)), 2)}${rate.unit}，所列 ${printed(rate)}`,
      explanation: `以“${named(base)}”为基数，文中没有哪个数得出这一占比；若以“${named(pair.one)}”为基数则相符。`,
    }),
  ]
}

/** `10家检验机构中仅3家参数超过300项，占三成`: some of those, and which share of those they are. */
function ofThose(paper: Paper, rate: Figure): Finding[] {
  if (!isRate(rate) || rate.value >= 100 || !/^占(?:比|了)?(?:为|达)?(?:约|近|超过?)*$/.test(lead(paper, rate)) || isGrowth(paper, rate)) return []
  const before = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one))
  const pairs = before.flatMap((part, at) => {
    const base = before[at - 1]
    const words = base ? between(paper, base, part) : ''
    return base && sort(base) === sort(part) && usable(paper, base) && usable(paper, part) && /^[^，。；、\d]{1,14}中，?(?:仅|只|已|有|仍|尚)*[^，。；、\d]{0,10}$/.test(words) ? [{ base, part }] : []
  })
  const pair = pairs.at(-1)
  // another count of that sort behind may be the part
  if (!pair || !/^[^。；，]{0,24}，占(?:比|了)?(?:为|达)?(?:约|近|超过?)*$/.test(between(paper, pair.part, rate)) || before.some((one) => one.start > pair.part.end && sort(one) === sort(pair.part))) return []
  const share = times(over(pair.part, pair.base), factorOf(rate))
  if (meet(cut(share), cut(rate)) || meet(share, rate)) return []
  return [
    finding(paper, [rate, pair.part, pair.base], {
      verdict: 'contradiction',
      kind: 'ratio',
      calculation: `${show(pair.part.value)} ÷ ${show(pair.base.value)} = ${showInterval(share, 2)}${rate.unit}，所列 ${printed(rate)}`,
      explanation: '占比与紧接在前的总数、其中的数不符。',
    }),
  ]
}

const away = (part: Figure, one: Figure): number => Math.abs(one.start - part.start) + (one.start > part.start ? 2000 : 0)
