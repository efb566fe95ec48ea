import type { Finding } from '../../contract.ts'
import { checkChains } from './chains.ts'
import { show } from '../ground/interval.ts'
import { depthOf, subordinate } from '../ground/near.ts'
import { figureAt, after, between, finding, inSentence, isCount, isDensity, isIncrement, isMean, lead, named, sort, type Figure, type Paper } from '../ground/paper.ts'
import { duty } from './least-of-each.ts'
import { checkIncluded, checkSubset } from './subset.ts'
import { trade } from './trades.ts'

/** A part larger than its whole (其中), and a minimum duty (不少于) times its holders larger than the total done. */
export function checkParts(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) =>
    parts(paper).filter((found) => !ofRow(paper, found) && (found.verdict !== 'doubtful' || !hasRoom(paper, found))),
  )
}

/** `检查120次、96次、88次，其中东所120次`: what 其中 opens is of the whole row, not of its last. */
function ofRow(paper: Paper, { claims, kind }: Finding): boolean {
  const [part, whole] = claims.map((id) => figureAt(paper, id))
  if (!part || !whole || kind !== 'part-whole' || whole.start > part.start) return false
  for (let at = whole.at; at > 0; at--) {
    const [one, next] = [paper.figures[at - 1]!, paper.figures[at]!]
    if (one.sentence !== whole.sentence || sort(one) !== sort(whole) || !/^[、和及]$/.test(between(paper, one, next))) return false
    if (one.high >= part.low) return true
  }
  return false
}

/**
 * `投诉2250件、举报750件，合计3000件，已办结2964件`: a larger count of the sentence says what the part is of; 不合格28批次 is no whole of what
 * was 合格; a plan may be exceeded.
 */
function hasRoom(paper: Paper, { claims }: Finding): boolean {
  const [part, whole] = claims.map((id) => figureAt(paper, id))
  if (!part || !whole) return false
  const words = lead(paper, whole, 20)
  if (isMean(paper, whole) || isMean(paper, part) || /各[一-鿿]{2,4}$/.test(words) || sideBySide(paper, whole, part)) return true
  if (/不合格|不达标|问题/.test(words) && /(?<!不)(?:合格|达标)/.test(lead(paper, part, 12))) return true
  // 县级层面12条，部门层面17条: two of one row
  if ([lead(paper, part), words].every((one) => /(?:层面|环节|领域|方面|级)$/.test(one))) return true
  if (/任务|计划|目标/.test(words) && !/^[项条个件]$/.test(part.unit) && /完成/.test(lead(paper, part, 12)) && !/其中/.test(between(paper, whole, part))) return true
  return inSentence(paper, part.sentence).some(
    (one) => one.end <= part.start && sort(one) === sort(part) && /共|总|合计|累计/.test(lead(paper, one)) && one.high >= part.low,
  )
}

/** `市级机构1家、县级机构8家`, `45批次仅1个、2批次各有2个`: members of one row, of one level each. */
const sideBySide = (paper: Paper, one: Figure, other: Figure): boolean =>
  /^[^，。；、\d]{0,8}、(?:[省市县区乡镇]级|[^，。；、]{0,6}各有)/.test(between(paper, one, other)) ||
  /^[^，。；、]{0,8}、[^，。；、]{0,6}各有$/.test(between(paper, one, other))

const parts = (paper: Paper): Finding[] => [
  ...checkChains(paper),
  ...paper.figures
    .flatMap((figure) =>
      [part(paper, figure), among(paper, figure) ?? checkSubset(paper, figure), checkIncluded(paper, figure), duty(paper, figure)].filter(
        (one) => one !== null,
      ),
    )
    .concat(trade(paper)),
]

function part(paper: Paper, figure: Figure): Finding | null {
  const whole = figure.partOf === null ? undefined : paper.figures[figure.partOf]
  if (
    !whole ||
    !(isCount(figure) || isDensity(figure)) ||
    sort(figure) !== sort(whole) ||
    figure.bracketOf === whole.at ||
    isIncrement(paper, whole) ||
    isMean(paper, whole) ||
    ofEach(paper, whole) ||
    subordinate(paper, whole, figure) ||
    // 提到接近4人（现有59人）: what is many times more is of something else
    (figure.bracketOf === null && figure.low > 3 * whole.high && depthOf(paper, figure) > depthOf(paper, whole) && !between(paper, whole, figure).includes('其中')) ||
    begunAnew(paper, whole, figure) ||
    // 约合97万元（按市场价需194万元）: the bracket reckons otherwise
    (/^[^，。；]{0,4}[（(]/.test(between(paper, whole, figure)) && /^[^（(]*(?:^|[（(])(?:按|若|如|原|[^（(]{0,6}前)[^（(]*$/.test(lead(paper, figure).split(/[（(]/).at(-1)!)) ||
    // 举报立案67件（计入198件之中）: the bracket tells the whole
    /(?:计入|纳入|列入|属于|已含在|包含在|含在)[^，。；\d]{0,6}$/.test(lead(paper, figure)) ||
    // 共发现问题58个 sums up anew; 满分40分 stands above what was got
    /(?:^|，)(?:[一-鿿]{0,6}实[为有际]|共|累计|总计|合计)[^，。；]{0,8}$/.test(lead(paper, figure)) ||
    /(?:满分|总分|分值|标准分|计划|目标|应[一-鿿]{0,6}|原有?|上年|去年)[为是]?$/.test(lead(paper, figure).split(/[（(]/).at(-1)!)
  )
    return null
  const words = between(paper, whole, figure)
  if (figure.low > whole.high) {
    const sure =
      /其中|含|包括|[（(]/.test(words) &&
      !/同比|次年|上年/.test(words) &&
      (figure.period === null || whole.period === null || figure.period === whole.period || whole.period.includes('/'))
    return finding(paper, [figure, whole], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'part-whole',
      calculation: `${show(figure.value)} > ${show(whole.value)}${whole.unit}`,
      explanation: sure
        ? `“${named(figure)}”列在“${named(whole)}”之中，部分大于整体。`
        : `“${named(figure)}”大于所属的“${named(whole)}”；若两者时间或口径不同则无误。`,
    })
  }
  if (!words.includes('其中') || (figure.low === figure.high && figure.value === whole.value)) return null
  return finding(paper, [figure, whole], {
    verdict: 'holds',
    kind: 'part-whole',
    calculation: `${show(figure.value)} ≤ ${show(whole.value)}${whole.unit}`,
    explanation: '部分不大于整体。',
  })
}

/** `71个镇各设1个监管所`: what each one has is no whole of what all have. */
const ofEach = (paper: Paper, whole: Figure): boolean => /(?:各|均|每[一-鿿]{1,5})(?:设|建|有|配|配备|配有|安排|确定|明确)(?:立|了|置)?$/.test(lead(paper, whole, 12))

/** `设镇71个，其中…14个，有村1248个`: the clause that begins with 有 tells of what is no longer among them. */
const begunAnew = (paper: Paper, whole: Figure, part: Figure): boolean => {
  const clauses = between(paper, whole, part).split(/[，；]/)
  return clauses.length > 2 && /^(?:共|还|另)?(?:有|设|辖|管辖)/.test(clauses.at(-1)!) && clauses.slice(0, -1).some((one) => one.startsWith('其中'))
}

/** `立案640起，…；结案781起`: more closed than opened. */
function closed(paper: Paper, figure: Figure): Finding | null {
  if (!/^(?:已|全部|均)?(?:结案|办结|审结)[了]?$/.test(lead(paper, figure))) return null
  const here = inSentence(paper, figure.sentence)
  const above = here[0] === figure && paper.paragraphs[figure.sentence - 1] === paper.paragraphs[figure.sentence] ? inSentence(paper, figure.sentence - 1).slice(0, 1) : []
  const opened = [...above, ...here].findLast(
    (one) =>
      one.end <= figure.start &&
      one.unit === figure.unit &&
      depthOf(paper, one) <= depthOf(paper, figure) &&
      /立案|查处|受理|接到|收到|查办/.test(one.measure + lead(paper, one)) &&
      !/上年|去年|同期/.test(lead(paper, one)),
  )
  if (!opened || figure.low <= opened.high || /结转|往年|上年|以前|历年|此前/.test(after(paper, figure, 16))) return null
  return finding(paper, [figure, opened], {
    verdict: 'doubtful',
    kind: 'part-whole',
    calculation: `${show(figure.value)} > ${show(opened.value)}${opened.unit}`,
    explanation: '办结的多于受理或立案的；若含以前年度结转的则无误。',
  })
}

/** `应检查352家，实际检查372家`. */
const dueAndDone = (paper: Paper, whole: Figure, figure: Figure): boolean =>
  /应[一-鿿]{0,12}$/.test(lead(paper, whole)) && /^(?:实际|实|已)/.test(lead(paper, figure))

const outcome = /办结|结案|合格|整改|完成|解决|回复|处置|建成|接入|实现|获|通过|达标|公示|办理/

/** `全市426家食堂中，418家实现…`, `查处案件527件，办结519件`: the second is among the first. */
function among(paper: Paper, figure: Figure): Finding | null {
  if (figure.partOf !== null || !isCount(figure)) return null
  const filed = closed(paper, figure)
  if (filed) return filed
  const whole = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start)
  if (!whole || whole.unit !== figure.unit || whole.bracketOf !== null) return null
  const words = between(paper, whole, figure)
  const inside = /^(?!、)[^，。；]{0,24}(?:(?<!高|初|完|推进|进行|整改|办理|处理|实施|建设|施工|审理|侦办|筹建)中|里)，?(?:已|共|有|其中)*$|^已有$/.test(words)
  const done =
    /^[^，。；、]{0,14}，(?:已|全部|按期|其中)?[一-鿿]{0,6}$/.test(words) &&
    outcome.test(words.split('，')[1]!) &&
    !outcome.test(lead(paper, whole)) &&
    !/^不/.test(words.split('，')[1]!)
  const due = dueAndDone(paper, whole, figure)
  if (!inside && !done && !due) return null
  const calculation = `${show(figure.value)} ${figure.low > whole.high ? '>' : '≤'} ${show(whole.value)}${whole.unit}`
  const more = inSentence(paper, figure.sentence).some(
    (one) => one.end <= figure.start && one.unit === figure.unit && one.high >= figure.low,
  )
  if (!inside && more) return null
  if (figure.low <= whole.high)
    return inside
      ? finding(paper, [figure, whole], { verdict: 'holds', kind: 'part-whole', calculation, explanation: '部分不大于整体。' })
      : null
  return finding(paper, [figure, whole], {
    verdict: inside ? 'contradiction' : 'doubtful',
    kind: 'part-whole',
    calculation,
    explanation: inside
      ? `“${named(figure)}”列在“${named(whole)}”之中，部分大于整体。`
      : `“${named(figure)}”多于“${named(whole)}”；若含以前年度结转的则无误。`,
  })
}
