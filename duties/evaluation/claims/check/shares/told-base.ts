import type { Finding } from '../../contract.ts'
import { canonical } from '../ground/called.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { entryFor, ledgerOf, ofAll, type Entry } from '../ground/ledger.ts'
import { depthOf, hasOwnShare, neighbours, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { before, between, finding, group, inSentence, isCount, isExact, isGrowth, isRate, lead, named, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { explanationOf, factorOf } from './shares.ts'

/**
 * Rates whose base is told in another sentence or section and not named by 占: `监管人员中，…313人，占35.0%`, `258所校园食堂投保，投保率97.7%` of 中小学、幼儿园食堂264所,
 * `集体用餐配送单位中，已有91.3%…`. The base is what is counted under that name; no other count may give the rate.
 */
export const checkToldBases = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    const told = toldOf(paper, rate)
    if (!told) return []
    const { part, bases } = told
    if (!part) return wholeNumbers(paper, rate, bases)
    const [base] = bases.filter((one) => one.low > part.high)
    if (!base || gives(part, bases, rate) || byNeighbours(paper, rate) || explanationOf(paper, rate)) return []
    const share = times(over(part, base), factorOf(rate))
    if (share.low > 2 * rate.value || rate.value > 2 * share.high) return []
    return [
      finding(paper, [rate, part, base], {
        verdict: 'doubtful',
        kind: 'ratio',
        calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(share, 2)}${rate.unit}，所列 ${printed(rate)}`,
        explanation: `与文中另一处所列的“${named(base)}”不符，文中也没有别的数能得出这一比率；若另有基数则无误。`,
      }),
    ]
  })

/** Whether the count of the name that its words give tells the rate. */
export function fitsToldBase(paper: Paper, rate: Figure): boolean {
  const told = toldOf(paper, rate)
  return told !== null && (told.part === undefined ? fitsWhole(rate, told.bases) : gives(told.part, told.bases, rate))
}

type Told = { readonly part: Figure | undefined; readonly bases: readonly Figure[] }
const gives = (part: Figure, bases: readonly Figure[], rate: Figure): boolean => bases.some((base) => base !== part && meet(cut(times(over(part, base), factorOf(rate))), cut(rate)))
const byNeighbours = (paper: Paper, rate: Figure): boolean => {
  const near = paragraphOf(paper, rate.sentence).filter((one) => isCount(one) && one.low > 0 && Number.isFinite(one.high) && Math.abs(one.sentence - rate.sentence) < 3)
  return near.some((part) => gives(part, near.filter((base) => sort(base) === sort(part) && base.low > part.low), rate))
}

const otherTime = /上年|去年|同期|年初|目标|计划|任务|力争|全[省国]|[由从]|(?<!占)[比较](?!例|重)|平均|以上$|分别|依次|合计|共计/
function toldOf(paper: Paper, rate: Figure): Told | null {
  if (rate.cell !== null || !isRate(rate) || !isExact(rate) || isGrowth(paper, rate) || rate.low <= 0 || rate.value >= factorOf(rate) || otherTime.test(lead(paper, rate, 24)) || inRow(paper, rate)) return null
  const clauses = before(paper, rate, 90).split('；').at(-1)!
  const here = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one) && one.low > 0 && !/；/.test(between(paper, one, rate)))
  // 612家（高校14家、中小学287家…），占4.8%: said of what stands before the bracket
  const inner = here.at(-1)
  const last = inner && depthOf(paper, inner) > depthOf(paper, rate) ? here.findLast((one) => depthOf(paper, one) <= depthOf(paper, rate)) : inner
  const among = amongOf(clauses)
  if (!last) {
    const name = among ?? subjectOf(paper, clauses)
    const bases = name === undefined ? [] : stockOf(paper, name, undefined)
    return bases.length > 0 && (among !== undefined || traits.test(lead(paper, rate, 24))) ? { part: undefined, bases } : null
  }
  if (!isExact(last) || !near.test(between(paper, last, rate).replaceAll(/[（(][^（()）]*[)）]/g, '')) || hasOwnShare(paper, last) && paper.figures[last.at + 1] !== rate) return null
  // 9家企业中…: the count stands there
  const entry = entryFor(paper, last)
  const name = among ?? (entry && entry.thing.length > 2 && entry.deed !== '' && `${lead(paper, last, 20)}${tail(paper, last, 12)}`.includes(entry.thing.slice(-2)) ? entry.thing : undefined)
  if (name === undefined || here.some((one) => one !== last && sort(one) === sort(last) && one.low > last.high)) return null
  const bases = stockOf(paper, name, last)
  return bases.length > 0 ? { part: last, bases } : null
}

const near = /^[^。；\d]{0,24}[，（(][^，。；、\d]{1,16}$/
const inRow = (paper: Paper, rate: Figure): boolean => {
  const { before: last, behind } = neighbours(paper, rate)
  return [last, behind].some((one) => one !== undefined && isRate(one) && /^[、和及]$/.test(between(paper, one, rate)))
}

/** `监管人员中，`: those that what follows is told of. */
function amongOf(words: string): string | undefined {
  const name = [...words.matchAll(/(?:^|[，：])(?:在|而|其中|上述|全[市县区]|现有|目前|[我本][市县区])*([一-鿿()“”、]{2,14}?)(?:当中|中|里)(?:，|[已现共]?有(?=[一-鿿]))/g)].at(-1)?.[1]
  return name === undefined || /过程|期间|工作|行动|检查|抽检|调查/.test(name) ? undefined : name
}

/** The name of what is counted elsewhere, with which the clause of the rate begins. */
function subjectOf(paper: Paper, clauses: string): string | undefined {
  const own = clauses.split('，').at(-1)!.replace(/^(?:全[市县区]|目前|现有|其中|而)+/, '')
  const words = bare(own)
  for (let length = Math.min(words.length, LONGEST); length > 3; length--) if (subjects(paper).has(words.slice(0, length))) return words.slice(0, length)
  return undefined
}
const LONGEST = 16
const bySubject = new WeakMap<Paper, ReadonlySet<string>>()
function subjects(paper: Paper): ReadonlySet<string> {
  const all = bySubject.get(paper) ?? new Set([...stocks(paper).values()].flatMap((some) => some.map(({ figure }) => bare(figure.told.subject))))
  bySubject.set(paper, all)
  return all
}

const partial = /上年|去年|同期|计划|目标|任务|新增|另|每|平均|力争|首批/
const made = new WeakMap<Paper, ReadonlyMap<string, readonly Entry[]>>()
/** What there is, by its name. */
function stocks(paper: Paper): ReadonlyMap<string, readonly Entry[]> {
  const known = made.get(paper)
  if (known) return known
  const all = group(
    ledgerOf(paper).filter(({ figure, thing, deed }) => (deed === '' || /^(?:聘请|聘用|选聘|配备|组建|设立|建立)$/.test(deed)) && thing.length > 1 && isCount(figure) && isExact(figure) && ofAll(paper, figure) && !partial.test(lead(paper, figure, 16))),
    ({ thing }) => thing,
  )
  made.set(paper, all)
  return all
}

function stockOf(paper: Paper, name: string, part: Figure | undefined): Figure[] {
  const thing = canonical(bare(name).replace(/^(?:受聘|在册|上述|这些|已建成?|已配备|持证|受检|参评|参训|参保)的?(?=.{2})/, '')).replace(/^(?:食品安全|食品)(?=.{2})/, '')
  return (stocks(paper).get(thing) ?? []).map(({ figure }) => figure).filter((one) => one !== part && (part === undefined || sort(one) === sort(part)))
}

/** What a house, an office or a person has or has not. */
const traits = /(?:覆盖|接入|建成|投保|参保|持证|达标|配备|安装|建档|签订|签约|公示|认证|级|优秀|良好|联网|上线|改造|通过|推行|建立|开通|启用|使用|设立|运行|达到|取得|获得|入驻|注册)[一-鿿]{0,6}(?:率|比例|面|占比|占|有)[均已为达到是]*$/
const fitsWhole = (rate: Figure, bases: readonly Figure[]): boolean =>
  bases.some(({ value }) => {
    const part = Math.round((rate.value * value) / factorOf(rate))
    return [part - 1, part, part + 1].some((one) => meet(cut({ low: (factorOf(rate) * one) / value, high: (factorOf(rate) * one) / value }), cut(rate)))
  })

/** `集体用餐配送单位中，已有90.0%通过认证` of the 23 that there are: no whole number of them is that share. */
function wholeNumbers(paper: Paper, rate: Figure, bases: readonly Figure[]): Finding[] {
  const [base] = bases
  if (!base || bases.some(({ value, low, high }) => value !== base.value || low !== high) || base.value < 2 || base.value > 500 || !Number.isInteger(base.value) || rate.high - rate.low > 1.01 || /[成半]|分之/.test(rate.text)) return []
  if (fitsWhole(rate, bases)) return []
  const part = Math.round((rate.value * base.value) / factorOf(rate))
  return [
    finding(paper, [rate, base], {
      verdict: 'doubtful',
      kind: 'base',
      calculation: `${part - 1}、${part}、${part + 1} ÷ ${show(base.value)} = ${[part - 1, part, part + 1].map((one) => `${show((factorOf(rate) * one) / base.value, 2)}${rate.unit}`).join('、')}，所列 ${printed(rate)}`,
      explanation: `文中另一处所列“${named(base)}”的任何整数部分都得不出 ${printed(rate)}；若该比率另有基数则无误。`,
    }),
  ]
}
