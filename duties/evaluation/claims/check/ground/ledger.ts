import { canonical } from './called.ts'
import { bare } from './nouns.ts'
import { before, group, isCount, isIncrement, isMean, isPoints, isRate, lead, sort, type Figure, type Paper } from './paper.ts'

/** What a paper counts, under the names a reader is told: so that one thing is found again in another sentence, paragraph or section. */
export type Entry = {
  readonly figure: Figure
  /** In the words that all names of it share; '' where only the deed is told. */
  readonly thing: string
  /** How it came about; '' for what there is. */
  readonly deed: string
  /** Of which time, as `told.period` says it; `-` for the year before where only that is said. */
  readonly time: string | null
}

const deeds: readonly (readonly [RegExp, string])[] = [
  [/^(?:监督抽检|抽检|抽样检验|抽样检测|检验|检测|监测|抽样|监督抽检抽样)$/, '抽检'],
  [/^(?:查办|查处|立案|立案查处|查办案件|立案查办)$/, '查办'],
  [/^(?:受理|接收|接到|收到|接受|接报)$/, '受理'],
  [/^(?:检查|监督检查|现场检查|日常检查)$/, '检查'],
  [/^(?:投入|安排|列支|落实|统筹|预算安排|支出)$/, '投入'],
  [/^(?:罚没|罚款|罚没款|收缴罚没款)$/, '罚没'],
]
const standing = /^(?:数量|金额|现有|实有|下辖|管辖|拥有|设有|建有|共有|登记|备案|建档|在册|下设|持证|有|占比)?$/
const idle = /^(?:完成|开展|实施|组织|组织开展|进行|共|达到?|实现|数量|金额)?$/
const closing = /(?:(投入|安排|列支|支出|落实)(?:食品安全)?(?:专项|工作|监管)?(?:经费|资金)|(监督抽检|抽检|抽样检验|检验检测|检验|检测|监测|监督检查|检查|培训|投入|查办|查处|受理|罚没)(?:任务|工作|量|数)?)$/
const opening = /^(?:食品安全|涉食品|食品|全[市县区]|辖区|各类|各级|其中|该类|目前|现有|全部)(?=.{2})/

const thingOf = (subject: string): string => {
  let name = canonical(bare(subject).normalize('NFKC'))
  for (let last = ''; last !== name; ) {
    last = name
    name = name.replace(opening, '')
  }
  return name
}
const family = (deed: string): string => deeds.find(([form]) => form.test(deed))?.[1] ?? (standing.test(deed) ? '' : deed)

const past = /上年|去年|上一年|同期|前一年/
function entryOf(paper: Paper, figure: Figure): Entry | null {
  if (figure.low <= 0 || !Number.isFinite(figure.high) || isPoints(figure)) return null
  const { subject, measure, period } = figure.told
  const own = subject === '' ? figure.subject : subject
  let [thing, deed] = [thingOf(own), measure]
  const inside = idle.test(deed) || /^(?:评价性?|例行|监督)$/.test(deed) ? closing.exec(thing) : null
  if (inside) [thing, deed] = [thing.slice(0, -inside[0].length), inside[1] ?? inside[2]!]
  // whose opinion it is papers put in many words
  if (/^(?:满意度|满意率|知晓率|知晓度|支持率|信任度)$/.test(deed) && /群众|公众|居民|市民|消费者|社会|^$|食品|安全/.test(thing)) thing = ''
  const told = past.test(before(paper, figure, 40)) && !/[比较][^，。；]*$/.test(lead(paper, figure))
  return { figure, thing: thing === '食品' ? '' : thing, deed: family(deed), time: told && !/^\d{4}/.test(period ?? '') ? '-' : period }
}

const made = new WeakMap<Paper, readonly Entry[]>()
/** Counts and rates of the prose, changes and means left out. */
export function ledgerOf(paper: Paper): readonly Entry[] {
  const known = made.get(paper)
  if (known) return known
  const all = paper.figures.flatMap((one) =>
    one.cell === null && (isCount(one) || isRate(one)) && !isIncrement(paper, one) && !isMean(paper, one) ? (entryOf(paper, one) ?? []) : [],
  )
  made.set(paper, all)
  return all
}

/** So many entries of one name are a table. */
const MOST = 60
const keys = new WeakMap<Paper, ReadonlyMap<string, readonly Entry[]>>()
export const keyOf = ({ figure, thing, deed }: Entry): string => `${thing}|${deed}|${sort(figure)}`
/** Entries of the same thing, deed and sort. */
export function sameIn(paper: Paper, entry: Entry): readonly Entry[] {
  const all = keys.get(paper) ?? group(ledgerOf(paper), keyOf)
  keys.set(paper, all)
  return (all.get(keyOf(entry)) ?? []).slice(0, MOST)
}

const byFigure = new WeakMap<Paper, ReadonlyMap<Figure, Entry>>()
export function entryFor(paper: Paper, figure: Figure): Entry | undefined {
  const all = byFigure.get(paper) ?? new Map(ledgerOf(paper).map((one) => [one.figure, one]))
  byFigure.set(paper, all)
  return all.get(figure)
}

/** Of the whole place: no county, no level, no part. */
export const ofAll = (paper: Paper, { told: { scope } }: Figure): boolean => scope === '' || scope === paper.document.city || /^全[市县区州省]$/.test(scope)
