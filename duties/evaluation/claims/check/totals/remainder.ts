import type { Finding } from '../../contract.ts'
import { meet, plus, show, sum } from '../ground/interval.ts'
import { bare } from '../ground/nouns.ts'
import {
  between,
  earlier,
  finding,
  inSentence,
  isCount,
  isExact,
  isIncrement,
  isMean,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** What is done and what is left (已整改…未整改…) against all there was, and halves and quarters against their year. */
export const checkRemainders = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) => (isCount(figure) ? [...(remainder(paper, figure) ?? []), ...(spans(paper, figure) ?? [])] : []))

const left = /(?:还|尚|仍)需|需完成|待完成|还差|尚有|尚未|仍有|仍未|还有|还剩|剩余|其余|余下|未(?=[一-鿿]{2})|限期|挂账|正在|不予|在[办查]|待[办查整核处]/
/** What is told as all that is left. */
const allLeft = /剩余|其余|余下|还剩|剩下|(?:还|尚|仍)需|需完成|待完成|还差|在办/
/** Words by which the two counts need not be of the same time. */
const otherTime = /上年|去年|同期|结转|往年|新增|另|比|较|每|平均/

function remainder(paper: Paper, rest: Figure): Finding[] | null {
  const own = lead(paper, rest)
  if (!left.test(own) || rest.partOf !== null) return null
  // 已完成11项，正在推进13项，尚未启动2项: more is left behind it
  const next = inSentence(paper, rest.sentence).find((one) => one.start >= rest.end && isCount(one) && sort(one) === sort(rest))
  if (next && /^[，、]/.test(between(paper, rest, next)) && between(paper, rest, next).length < 10 && left.test(lead(paper, next))) return null
  const before = inSentence(paper, rest.sentence).filter((one) => one.end <= rest.start && isCount(one) && !isMean(paper, one) && sort(one) === sort(rest))
  const done = before.at(-1)
  const whole = before.at(-2) ?? (done && wholeAbove(paper, done))
  if (/限期|挂账|正在|不予/.test(own) && done && !/当场|立行|立即|即时|现场|已|完成|准予|当即/.test(lead(paper, done))) return null
  if (done && whole && done.low > whole.high) return above(paper, rest, done, whole)
  if (!done || !whole || whole.low < done.low || isIncrement(paper, whole) || left.test(lead(paper, done))) return null
  const words = between(paper, whole, rest)
  if (words.length > 70 || otherTime.test(`${lead(paper, whole)}${words}`.replace(/平均每[^，。；]*/, ''))) return null
  const total = plus(done, rest)
  const figures = [rest, whole, done]
  const calculation = `${show(done.value)} + ${show(rest.value)} = ${show(done.value + rest.value)}${rest.unit}，所列总数 ${printed(whole)}`
  if (meet(total, whole))
    return [finding(paper, figures, { verdict: 'holds', kind: 'total', calculation, explanation: '已办与未办之和与总数相符。' })]
  const short = total.high < whole.low && before.length === 2 && allLeft.test(own) && whole.sentence === rest.sentence && !/[；。]/.test(words) && figures.every(isExact) && /已|完成|整改|办结|处置|建成|接入/.test(lead(paper, done))
  if (total.low <= whole.high && !short) return null
  const stem = /未([一-鿿]{2})/.exec(own)?.[1]
  const sure =
    whole.sentence === rest.sentence &&
    figures.every(isExact) &&
    stem !== undefined &&
    lead(paper, done).includes(stem) &&
    !/[。；]/.test(words)
  return [
    finding(paper, figures, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation,
      explanation: sure ? '已办与未办之和大于总数。' : short ? '已办的与余下的之和小于总数；若另有一部分未列出则无误。' : '两部分之和大于总数；若两者互有重叠或另有所指则无误。',
    }),
  ]
}

/** `发现问题84个，整改89个，未整改5个`: more than there were. */
function above(paper: Paper, rest: Figure, done: Figure, whole: Figure): Finding[] | null {
  const stem = /未([一-鿿]{2})/.exec(lead(paper, rest))?.[1]
  const words = between(paper, whole, rest)
  if (stem === undefined || !lead(paper, done).includes(stem) || words.length > 40 || /[。；]/.test(words) || otherTime.test(lead(paper, whole) + words) || !/发现|查出|查见|受理|立案|排查|检出|收到|反馈|不合格/.test(lead(paper, whole))) return null
  return [
    finding(paper, [done, whole, rest], {
      verdict: [rest, done, whole].every(isExact) ? 'contradiction' : 'doubtful',
      kind: 'part-whole',
      calculation: `${show(done.value)} > ${show(whole.value)}${whole.unit}`,
      explanation: '已办的多于所列的总数。',
    }),
  ]
}

/** `80个基层所平均每所6人。为61个基层所配备终端，尚有19个未配备`: the whole stands in a sentence before, by the same name. */
function wholeAbove(paper: Paper, done: Figure): Figure | undefined {
  const name = bare(done.subject)
  if (name.length < 2) return undefined
  return earlier(paper, done, 2).findLast(
    (one) =>
      one.sentence !== done.sentence && isCount(one) && sort(one) === sort(done) && one.partOf === null && bare(one.subject) === name,
  )
}

const span = /^(?:其中)?(上半年|下半年|(?:第)?[一二三四1-4]季度)[一-鿿]{0,6}$/
/** `全年检查3.6万户次，上半年1.5万户次，下半年2.1万户次`: halves and quarters leave nothing out. */
function spans(paper: Paper, whole: Figure): Finding[] | null {
  if (!/全年|年度|年[^，。；]{0,4}共|共|累计|总/.test(lead(paper, whole)) || span.test(lead(paper, whole))) return null
  const behind = inSentence(paper, whole.sentence).filter((one) => one.start >= whole.end && one.unit === whole.unit)
  const parts = behind.filter((one) => span.test(lead(paper, one)))
  const names = new Set(parts.map((one) => span.exec(lead(paper, one))![1]))
  if (names.size !== parts.length || (parts.length !== 2 && parts.length !== 4) || (parts.length === 2 && !names.has('上半年'))) return null
  if (tail(paper, whole).length > 20) return null
  const total = sum(parts)
  const calculation = `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列全年 ${printed(whole)}`
  const fits = meet(total, whole)
  return [
    finding(paper, [whole, ...parts], {
      verdict: fits ? 'holds' : 'contradiction',
      kind: 'total',
      calculation,
      explanation: fits ? '各段之和与全年数相符。' : '各段之和与全年数不符。',
    }),
  ]
}
