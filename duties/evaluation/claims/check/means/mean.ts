import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { doubtfulMean, explainedMean, together, withRow } from './mean-around.ts'
import { isPopulation, ofEconomy, rounded } from './mean-words.ts'
import { countsEnding, countsOfSort } from '../ground/nouns.ts'
import {
  figureAt,
  before,
  between,
  clause,
  earlier,
  finding,
  inSentence,
  isCount,
  isExact,
  isIncrement,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Stated means (平均每所4人、人均、户均) against a total and a count of the same paragraph. */
export function checkMeans(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) =>
    paper.figures.flatMap((figure) =>
      isCount(figure) ? (byTheHundred(paper, figure) ?? second(paper, figure, judge(paper, figure)) ?? []) : [],
    ),
  )
}

const perMany = /(?:平均|相当于|约)?每(百|千|万|\d+)?$/
/** `检查9.6万家次，发现问题11520条，平均每百家次发现12条`, `平均每20家次发现1个问题`: the two counts right before, by the unit. */
function byTheHundred(paper: Paper, figure: Figure): Finding | null {
  const same = inSentence(paper, figure.sentence).filter((one) => one.end <= figure.start && isCount(one) && isExact(one))
  const [total, count] = same.slice(-2)
  if (!total || !count || !isExact(figure) || between(paper, count, figure).length > 16) return null
  const many = /每(百|千|万)([一-鿿]{1,2}?)(?:检出|发现|查处|立案|检查)?$/.exec(lead(paper, figure, 14))
  const size = { 百: 100, 千: 1000, 万: 10_000 }[many?.[1] ?? ''] ?? 0
  const one = size === 0 && perMany.test(lead(paper, figure, 10)) && figure.unit === total.unit && figure.value > 1 && /^[^，。；\d]{0,6}1[个件条起项家批]/.test(tail(paper, figure, 12))
  if (!one && !(size > 0 && figure.unit === count.unit && total.unit.startsWith(many![2]!) && total.value > size)) return null
  const result = one ? over(total, count) : times(over(count, total), size)
  const fits = meet(cut(result), rounded(figure))
  return finding(paper, [figure, total, count], {
    verdict: fits ? 'holds' : 'contradiction',
    kind: 'mean',
    calculation: one
      ? `${show(total.value)} ÷ ${show(count.value)} = ${showInterval(result, 2)}，所列每 ${printed(figure)} 1${count.unit}`
      : `${show(count.value)} ÷ ${show(total.value)} × ${size} = ${showInterval(result, 2)}，所列 ${printed(figure)}`,
    explanation: fits ? '与前两个数相符。' : '与紧接在前的两个数不符。',
  })
}

/** What the counts next to a mean do not give others may, and what no rule judges may still be given by nothing. */
function second(paper: Paper, figure: Figure, found: Finding | null): Finding | null {
  // 每4个所5辆: how many of them, not a mean
  if (/每$/.test(lead(paper, figure))) return null
  if (ofSome(paper, figure)) return found?.verdict === 'holds' ? found : null
  if (found === null) return doubtfulMean(paper, figure)
  if (ofEconomy.test(lead(paper, figure, 24)) || (found.verdict === 'doubtful' && explainedMean(paper, figure))) return null
  const count = figureAt(paper, found.claims[2])
  return count && isPopulation(paper, count) ? { ...found, kind: 'per-capita' } : found
}

/** `所均约7.3人，其中城区所平均11.2人`: the mean of some of them; 不到1份 is no mean that is told. */
function ofSome(paper: Paper, figure: Figure): boolean {
  const last = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start && one.unit === figure.unit && mean.test(lead(paper, one, 24).replace(/[约近达为到]+$/, '')))
  return figure.low <= 0 || (last !== undefined && /其中|、/.test(between(paper, last, figure)) && /^[^，。；]{0,3}(?:其中)?[一-鿿]{2,8}平均$/.test(lead(paper, figure, 14)))
}

const mean =
  /平均每[个一]?([一-鿿]{1,4}?)[一-鿿]{0,6}$|每[个]?([一-鿿]{1,4})平均[一-鿿]{0,6}$|([人户校所家村县镇店案件期场台辆份亩批日])均[一-鿿]{0,8}$|平均[一-鿿]{0,6}$|每个?([一-鿿]{1,4}?)(?:配备|拥有|服务|安装|设有|约|监管|包保)?$/
/** `每所不少于4人`, `每年2次`: what ought to be, or how often. */
const norm = /不少于|不低于|至少|标准|要求|必须|应|以上|不超过|[年月周日天次季]|度$|学期|千|万/
const same: Readonly<Record<string, string>> = { 校: '学校', 村: '村', 县: '县', 镇: '镇', 店: '店', 案: '起', 件: '件' }

function judge(paper: Paper, figure: Figure): Finding | null {
  const match = mean.exec(
    lead(paper, figure, 24)
      .replaceAll(/\([^)]*\)/g, '')
      .replace(/[约近达为到]+$/, ''),
  )
  if (!match || /分|岁|年龄|气温|工作日|用时/.test(figure.unit + match[0]) || (match[4] && norm.test(clause(paper, figure) + match[4])))
    return null
  const each = match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''
  const behind = inSentence(paper, figure.sentence).filter((one) => one.start >= figure.end)
  const near = [...earlier(paper, figure, 2), ...behind].filter(
    (one) =>
      !isIncrement(paper, one) &&
      !/(?:比|较)[^，。；]*$/.test(lead(paper, one)) && isCount(one) && one.value > 0 && Number.isFinite(one.high) && !/^的(?:要求|标准|目标|规定|任务)/.test(tail(paper, one)),
  )
  const around = together(paper, near, figure).filter((one) => !mean.test(lead(paper, one, 24)))
  const alike = (one: Figure): boolean =>
    // 检查7920家次，出动1.58万人次，平均每家3次: those who came are no visits
    !(one.unit === '人次' && figure.unit === '次' && each !== '人') &&
    (sort(one) === sort(figure) || (one.unit.length > 1 && (one.unit.endsWith(figure.unit) || `${figure.unit}次` === one.unit)))
  // 摄像头12560个，覆盖食堂628个，每个食堂平均20个: one unit for both, told apart by the noun
  const holds = (one: Figure): boolean => (alike(one) ? each.length > 1 && one.subject.endsWith(each) : counted(paper, one, each))
  const counts = around.filter(holds)
  const totals = around.filter((one) => alike(one) && one.value > figure.value && !counts.includes(one))
  if (each === '日' && totals.length > 0) return daily(paper, figure, totals.at(-1)!)
  if (counts.length === 0 && totals.length > 0) return farCount(paper, figure, totals, each)
  if (counts.length === 0 || totals.length === 0) return null
  const pairs = totals.reverse().flatMap((total) => counts.toReversed().map((count) => ({ total, count })))
  if (match[4] !== undefined && pairs.some(({ total, count }) => meet(over(total, withRow(paper, count)), rounded(figure)))) return null
  const fits = pairs.find(({ total, count }) => meet(figure.low === figure.high ? over(total, count) : cut(over(total, count)), rounded(figure)))
  // a count of that very unit right before it is the one that is meant
  const own = counts.some((one) => one.at === figure.at - 1 && one.sentence === figure.sentence && named(one, each))
  const wide = fits || own ? undefined : elsewhere(paper, figure, totals, each)
  const { total, count } = fits ?? wide ?? pairs[0]!
  const calculation = `${show(total.value)} ÷ ${show(count.value)} = ${showInterval(over(total, count), 2)}，所列平均 ${printed(figure)}`
  const figures = [figure, total, count]
  if (fits || wide) return finding(paper, figures, { verdict: 'holds', kind: 'mean', calculation, explanation: '平均数与总数、个数相符。' })
  const sure =
    pairs.length === 1 &&
    total.sentence === figure.sentence &&
    count.sentence === figure.sentence &&
    [figure, total, count].every(isExact) &&
    named(count, each) &&
    !/其中/.test(before(paper, figure, 30))
  return finding(paper, figures, {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'mean',
    calculation,
    explanation: sure ? '平均数与所列总数、个数不符。' : '平均数与邻近的总数、个数不符；若平均只就其中一部分计算则无误。',
  })
}

/** `聘用信息员496名，村均2名`: how many villages there are stands elsewhere. None of the counts of that noun gives the mean. */
function farCount(paper: Paper, figure: Figure, totals: readonly Figure[], each: string): Finding | null {
  const total = totals.at(-1)!
  if (each === '' || /[人户日件批]/.test(each) || total.sentence !== figure.sentence || !isExact(figure)) return null
  const name = same[each] === '起' ? '件' : (same[each] ?? each)
  const counts = countsEnding(paper, name.slice(-1)).filter(
    (one) => one.sentence !== figure.sentence && one.partOf === null && one.value > 1 && sort(one) !== sort(total) && namesPlace(one, each),
  )
  const fits = counts.find((one) => totals.some((all) => meet(cut(over(all, one)), rounded(figure))))
  const count = fits ?? counts[0]
  if (!count) return null
  return finding(paper, [figure, total, count], {
    verdict: fits ? 'holds' : 'doubtful',
    kind: 'mean',
    calculation: `${show(total.value)} ÷ ${show(count.value)} = ${showInterval(over(total, count), 2)}，所列平均 ${printed(figure)}`,
    explanation: fits ? '平均数与总数、文中另一处的个数相符。' : '平均数与总数、文中另一处的个数不符；若平均只就其中一部分计算则无误。',
  })
}
/** 行政村（社区） are villages, 县（市、区） counties, 监管所 offices. */
const namesPlace = (one: Figure, each: string): boolean =>
  one.subject.replace(/（.*$/, '').endsWith(same[each] === '起' ? '案件' : (same[each] ?? each))

/** `全年接听36500件，日均100件`: a year has 365 days and some 250 of work. */
function daily(paper: Paper, figure: Figure, total: Figure): Finding | null {
  if (total.sentence !== figure.sentence || !/全年|年/.test(before(paper, total, 30)) || !/^\d{4}$|^$/.test(total.period ?? '')) return null
  const days = [365, 366, 250, 251, 249, 248, 252, 360]
  const fits = days.some((count) => meet(cut(over(total, { low: count, high: count })), rounded(figure)))
  return finding(paper, [figure, total], {
    verdict: fits ? 'holds' : 'doubtful',
    kind: 'mean',
    calculation: `${show(total.value)} ÷ 365 = ${show(total.value / 365, 1)}，所列日均 ${printed(figure)}`,
    explanation: fits ? '日均数与全年数相符。' : '日均数与全年数不符；若只就其中一段时间计算则无误。',
  })
}

/** A count of that very unit elsewhere in the paper, which gives the mean: it may confirm, never refute. */
function elsewhere(paper: Paper, figure: Figure, totals: readonly Figure[], each: string): { total: Figure; count: Figure } | undefined {
  for (const total of totals) {
    const count = countsOfSort(paper, { ...figure, unit: each }).find(
      (one) => one.unit === each && meet(cut(over(total, one)), rounded(figure)),
    )
    if (count) return { total, count }
  }
  return undefined
}

/** Whether the unit of the count is the very one the mean is taken over. */
const named = (count: Figure, each: string): boolean =>
  each !== '' &&
  (sort(count) === sort({ ...count, unit: each }) ||
    (count.unit.length > 1 && count.unit.startsWith(each) && !/人/.test(each)) ||
    count.unit === same[each] ||
    count.subject.endsWith(same[each] ?? each))

const counted = (paper: Paper, one: Figure, each: string): boolean =>
  one.unit === '元'
    ? false
    : each === ''
      ? one.value > 1
      : named(one, each) ||
        tail(paper, one)
          .slice(0, 18)
          .includes(same[each] ?? each) ||
        (each === '案' && /^[件起]$/.test(one.unit) && /案|移送|查处|查办/.test(one.subject + one.measure + lead(paper, one, 10))) ||
        one.subject.includes(same[each] ?? each)
