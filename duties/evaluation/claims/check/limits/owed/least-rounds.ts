import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { paragraphOf } from '../../ground/near.ts'
import { finding, inSentence, isCount, isExact, isIncrement, isMean, joined, lead, printed, sort, type Figure, type Paper } from '../../ground/paper.ts'
import { valueOf } from '../../members/counted/names.ts'

/**
 * So often at least, of each of those that are told, against all the visits that were made: a total is of one round or more, so that those who are visited once in
 * each round alone make it. `对全部420家实施每年不少于2次检查，2022年实查1015户次`, `C级至少2次，D级至少3次；…共检查企业742户次`.
 */
export const checkLeastRounds = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const text = paper.text.slice(start, end)
    return end - start > 600 || !/至少|不少于|不低于/.test(text) ? [] : (byGrade(paper, sentence, text, start) ?? all(paper, sentence, text, start) ?? [])
  })

const numeral = '(?<n>\\d{1,2}|[一两二三四五六])'
const owed = new RegExp(`(?<time>每个?(?:年度?|半年|学期|季度|季|月)|全年|年度|一年)?[^，。；\\d每]{0,8}?(?:至少|不少于|不低于)[^，。；\\d]{0,6}?${numeral}(?:次|遍|轮)`)
const visits = (one: Figure): boolean => /^[户家人点所校]?次$/.test(one.unit)
const place = (one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.value > 4 && sort(one) === '家'

/** All visits told behind the duty: in its sentence or the next. */
function totalOf(paper: Paper, sentence: number, from: number, least: number): Figure | undefined {
  const behind = [...inSentence(paper, sentence), ...inSentence(paper, sentence + 1).filter((one) => paper.paragraphs[one.sentence] === paper.paragraphs[sentence])].filter((one) => one.start >= from)
  return behind.find((one) => visits(one) && one.cell === null && one.value > least / 6 && !isMean(paper, one) && !isIncrement(paper, one) && !/每|均|其中|不合格|上年|同期|另|暗访|飞行|抽查/.test(lead(paper, one, 12)))
}

/** How many of its times the total is of at the least. */
function roundsOf(time: string, words: string): number {
  if (/学期/.test(time)) return /两个学期|春秋|上下学期|全年|学年/.test(words) ? 2 : 1
  if (/半年/.test(time)) return /全年/.test(words) ? 2 : 1
  if (/季/.test(time)) return /全年|四个季度/.test(words) ? 4 : /前?三季度|三个季度/.test(words) && !/^第/.test(words) ? 3 : /一、二季度|两个季度|上半年/.test(words) ? 2 : 1
  if (/月/.test(time)) return Number(/(\d{1,2})个月/.exec(words)?.[1] ?? (/全年/.test(words) ? 12 : /上半年/.test(words) ? 6 : 1))
  return 1
}

function all(paper: Paper, sentence: number, text: string, start: number): Finding[] | null {
  const match = owed.exec(text)
  if (!match || /[A-D]级/.test(text.slice(0, match.index))) return null
  const at = start + match.index + match[0].length
  const { time = '', n } = match.groups!
  const head = joined(text.slice(Math.max(0, match.index - 16), match.index + match[0].length))
  if (!/每(?:一?[户家所校个]|校|所)|对[^，。；]{0,4}(?:全部|所有|\d)|全部|所有|学校|食堂/.test(head) || /每(?:人|名|村|县|镇|乡|辆)|人均|会议|召开|议题|培训|演练/.test(joined(text.slice(Math.max(0, match.index - 8), match.index + match[0].length + 8)))) return null
  const own = inSentence(paper, sentence).filter((one) => place(one) && one.end <= start + match.index + 6)
  const before = sentence > 0 && paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? inSentence(paper, sentence - 1).filter(place) : []
  const holder = own.at(-1) ?? (before.length === 1 ? before[0] : undefined)
  const total = holder && totalOf(paper, sentence, at, holder.value)
  if (!total || !holder) return null
  const words = joined(paper.text.slice(Math.max(at, total.start - 24), total.start))
  const rounds = roundsOf(time, words)
  const least = holder.value * rounds * valueOf(n!)
  return told(paper, total, holder, least, `${printed(holder)} × ${show(rounds)} 期 × ${n}次`)
}

const grades = /([A-D](?:[、和及][A-D])*)级[^，。；、]{0,8}?(?:至少|不少于|不低于)[^，。；\d]{0,6}?(\d|[一两二三四五六])次/g
/** `A、B级每季度至少1次，C级至少2次`: grade by grade, with as many as the paragraph counts in each. */
function byGrade(paper: Paper, sentence: number, text: string, start: number): Finding[] | null {
  const rules = [...text.matchAll(grades)]
  const last = rules.at(-1)
  if (!last || (rules.length < 2 && !/[、和及]/.test(last[1]!))) return null
  const from = start + last.index + last[0].length
  const near = paragraphOf(paper, sentence).filter((one) => place(one) && one.end <= start + rules[0]!.index)
  const total = totalOf(paper, sentence, from, 1)
  if (!total) return null
  const words = joined(paper.text.slice(Math.max(from, total.start - 24), total.start))
  // in one quarter those of the half year need not be visited
  const bound = rules.filter(([rule]) => !(/季度/.test(words) && /半年|每年/.test(rule)))
  const parts = bound.flatMap(([, letters, n]) => [...letters!.matchAll(/[A-D]/g)].map(([letter]) => ({ figure: near.findLast((one) => new RegExp(`${letter}级[^A-D，。；、\\d]{0,8}$`).test(lead(paper, one, 12))), n: valueOf(n!) })))
  if (parts.length === 0 || parts.some(({ figure }) => !figure)) return null
  return told(paper, total, parts[0]!.figure!, parts.reduce((sum, { figure, n }) => sum + figure!.value * n, 0), parts.map(({ figure, n }) => `${show(figure!.value)} × ${n}`).join(' + '))
}

function told(paper: Paper, total: Figure, holder: Figure, least: number, how: string): Finding[] {
  if (total.high >= least && !(total.hedges.includes('at-least') && total.value < least)) return []
  if (least > 6 * total.value || /未|没有|仅|只|不足|尚/.test(lead(paper, total, 12))) return []
  return [
    finding(paper, [total, holder], {
      verdict: 'doubtful',
      kind: 'bound',
      calculation: `${how} = ${show(least)}，应不少于此数；所列 ${printed(total)}`,
      explanation: '按所称的最低次数推算，多于所列的全部次数；若并未全部达到，或所列只是其中一部分，则无误。',
    }),
  ]
}
