import type { Finding } from '../../contract.ts'
import { meet, show } from './interval.ts'
import { bare, doesMore } from './nouns.ts'
import {
  before,
  between,
  clause,
  finding,
  group,
  isCount,
  isExact,
  isIncrement,
  isRate,
  lead,
  named,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from './paper.ts'

/** Words for those who trade and for what is there, of which papers use now one and now another. Data, not rules. */
const traders = /(?:生产经营|经营服务|服务|市场)?(?:企业|单位|主体|经营者|提供者|业户|商户|门店|户)$/
const fillers = /食品安全|基层|所有|全部|各类|登记|注册|实有|建档|在册|和|及|与|的|违法|^食品(?=.{3})|^全年|^本年/g
const deeds: readonly (readonly [RegExp, string])[] = [
  [/^(?:查办|查处|立案|立案查处)$/, '查办'],
  [/^(?:抽检|监督抽检|抽样检验|检验|检测|采样检测)$/, '抽检'],
  [/^(?:受理|接收|接到|收到|接受)$/, '受理'],
  [/^(?:检查|监督检查|现场检查)$/, '检查'],
  [/^(?:投入|安排|列支|预算安排|拨付)$/, '投入'],
  [/^(?:培训|组织|参训)$/, '培训'],
]
const standing = /^(?:数量|现有|实有|下辖|管辖|拥有|设有|建有|保有|核定|登记|备案|建档|配备|设立|纳入|覆盖)$/
/** What is one of several, of another time, or only meant. */
const partial =
  /另|部分|首批|新增|每|比|较|上年|去年|同期|目标|计划|任务|未|不合格|力争|剩余|其余|试点|选定|应|至少|不少于|平均|均[^有已]|将|抽取|随机|约谈|涉及|处于|阳性|等/
const campaign = /专项|春节|中秋|节日|期间|行动|重点|环节|上半年|下半年|季度|\d月|整治/
const whole = /共|总|全[市县区州]|现有|实有|全年|累计|下设|下辖|辖|纳入|我[市县区]|登记在册/
const everyOne = /均|全部|都|悉数|逐一/

type Kept = { readonly figure: Figure; readonly total: boolean; readonly year: string | null }

/** One thing counted at two places in other words (食品生产单位486家 and 食品生产企业612家), where both speak of all there is. It leaves a doubt. */
export function checkSameThing(paper: Paper): Finding[] {
  const kept = paper.figures.flatMap((figure) => keep(paper, figure) ?? [])
  const things = [...group(kept, ({ figure }) => keyOf(paper, figure)).values()].flatMap((same) => judge(paper, same))
  return [...things, ...opinions(paper)]
}

const opinion = /^(?:.*)(满意度|知晓率|知晓度|支持率|信任度)$/
/** 满意度 of the people has one value a year, in whatever words it is told. */
function opinions(paper: Paper): Finding[] {
  const told = paper.figures.filter(
    (one) =>
      isRate(one) &&
      isExact(one) &&
      opinion.test(one.measure) &&
      !/[由从]|比|较|分别|依次|居|位列|末位|最[高低]|上年|去年|同期|目标|力争|平均|全[省国]|投诉|回访|企业|家长|学生|服务|问卷|[县区镇]/.test(before(paper, one, 24)),
  )
  return [...group(told, (one) => opinion.exec(one.measure)![1]).values()].flatMap((same) => {
    const [first, ...rest] = same
    const other = rest.find((one) => one.sentence !== first!.sentence && !meet(one, first!))
    const years = other && [yearOf(paper, first!), yearOf(paper, other)]
    return other && years && (!years[0] || !years[1] || years[0] === years[1]) ? [say(paper, other, first!)] : []
  })
}

function keep(paper: Paper, figure: Figure): Kept | null {
  if (!(isCount(figure) || isPeople(figure)) || !isExact(figure) || figure.value < 10 || isIncrement(paper, figure) || ofRate(paper, figure)) return null
  if (
    (figure.partOf !== null && thing(figure).length < 4) ||
    figure.bracketOf !== null ||
    !/^$|^全[市县区州]$|^[省市县区]级$|^其中$/.test(scopeOf(paper, figure))
  )
    return null
  const words = lead(paper, figure)
  // 78个乡镇（街道）监管所 are no towns
  if (/^[一-鿿]{1,4}\([^)]*\)(?![均都全中设建实开配落成])[一-鿿]/.test(tail(paper, figure))) return null
  if (partial.test(words) || (thing(figure).length < 2 && !/^(?:抽检|检查)$/.test(deedOf(figure.measure)))) return null
  const total = whole.test(words) || whole.test(tail(paper, figure).slice(0, 4))
  return { figure, total, year: yearOf(paper, figure) }
}

/** `农贸市场纳入56家，覆盖面90.3%`: some of them, whose share is told. */
function ofRate(paper: Paper, figure: Figure): boolean {
  const next = paper.figures[figure.at + 1]
  return next !== undefined && next.sentence === figure.sentence && isRate(next) && next.value < 100 && /^[^，。；\d]{0,12}，[^，。；\d]{0,6}(?:覆盖[率面]|纳入率|接入率|占比?)[为达到]*$/.test(between(paper, figure, next))
}

const isPeople = (figure: Figure): boolean => figure.unit === '' && /人口$/.test(figure.subject)
const scopeOf = (paper: Paper, { scope }: Figure): string => (scope === paper.document.city ? '' : scope)

export const thing = (figure: Figure): string => {
  const name = bare(figure.subject).replaceAll(fillers, '').replace(traders, '单位')
  return name === '单位' || name === '食品' ? '' : name
}
const deedOf = (measure: string): string => {
  const word = measure.replace(/^完成|^共/, '')
  return standing.test(word) ? '' : (deeds.find(([words]) => words.test(word))?.[1] ?? word)
}
const keyOf = (paper: Paper, figure: Figure): string =>
  `${thing(figure)}|${/级$/.test(figure.scope) ? figure.scope : ''}|${deedOf(figure.measure)}|${isPeople(figure) ? '人' : sort(figure)}`

/** The year that the sentence of a figure names, 全年 for the year of the paper; null where nothing is said. */
function yearOf(paper: Paper, figure: Figure): string | null {
  const { start } = paper.document.sentences[figure.sentence] ?? figure
  const words = paper.text.slice(Math.max(start, figure.start - 120), figure.start)
  const named = /((?:19|20)\d{2})年/.exec(words)?.[1]
  return named ?? (/全年|年内|本年/.test(words) ? (figure.period?.slice(0, 4) ?? paper.document.date?.slice(0, 4) ?? '') : null)
}

function judge(paper: Paper, same: readonly Kept[]): Finding[] {
  const findings: Finding[] = []
  same.slice(1).forEach((later, at) => {
    if (findings.length > 2) return
    const before = same.slice(Math.max(0, at - 8), at + 1)
    if (before.some((one) => meet(one.figure, later.figure))) return
    const earlier = before.find((one) => differs(paper, one, later))
    if (earlier) findings.push(say(paper, later.figure, earlier.figure))
  })
  return findings
}

function differs(paper: Paper, one: Kept, other: Kept): boolean {
  const [first, second] = [one.figure, other.figure]
  if (first.sentence === second.sentence || first.low <= 0 || second.high > 2 * first.low || first.high > 2 * second.low) return false
  if (one.year && other.year && one.year !== other.year) return false
  const deed = deedOf(first.measure) !== ''
  if (deed) {
    const both = `${clause(paper, first)}${clause(paper, second)}`
    return one.year !== null && other.year !== null && !campaign.test(both) && ((one.total && other.total) || thing(first).length > 3)
  }
  if (doesMore(paper, first) && !everyOne.test(tail(paper, first))) return false
  const every =
    everyOne.test(tail(paper, second)) || /对/.test(lead(paper, second)) || everyOne.test(paper.text.slice(second.end, second.end + 24))
  const all = one.total || paper.paragraphs[first.sentence] !== paper.paragraphs[second.sentence]
  if (doesMore(paper, second) && !every) return all && second.low > first.high
  return all && (other.total || every || second.low > first.high)
}

const say = (paper: Paper, later: Figure, earlier: Figure): Finding =>
  finding(paper, [later, earlier], {
    verdict: 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(later)}`,
    explanation: `“${named(earlier)}”与“${named(later)}”似指同一事项而数不同（相差 ${show(Math.abs(earlier.value - later.value), 2)}）；若时间、范围或口径不同则无误。`,
  })
