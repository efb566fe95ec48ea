import type { Finding } from '../../contract.ts'
import { exactly, meet, minus, show } from '../ground/interval.ts'
import { akin, countsLike, ratesOf, says } from '../ground/near.ts'
import { finding, isCount, isExact, isGrowth, isRate, lead, printed, sentenceOf, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What is left, told sections later: `余下12家学校食堂`, `农贸市场余下14个`, `还有6.4%的订单未使用`. */
export const checkRemaining = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rest) => (rest.cell !== null || !isExact(rest) ? [] : isRate(rest) ? shareLeft(paper, rest) : isCount(rest) ? countLeft(paper, rest) : []))

const left = /(?:^|[一-鿿])(?:余下|其余|剩余|剩下|还剩|尚余)的?$/
const noun = /^(?:的|未[一-鿿]{2}的)?([一-鿿]{2,4})/

function countLeft(paper: Paper, rest: Figure): Finding[] {
  const words = lead(paper, rest, 16)
  if (!left.test(words)) return []
  const names = [noun.exec(tail(paper, rest, 8))?.[1], /([一-鿿]{2,4})(?:余下|其余|剩余|剩下|还剩|尚余)的?$/.exec(words)?.[1]].filter((one) => one !== undefined)
  const titleOf = (one: Figure): string => paper.document.headings[one.heading]?.title ?? ''
  const pool = (name: string): Figure[] =>
    countsLike(paper, rest).filter((one) => {
      // 应改造农贸市场38家。截至6月底已完成改造29家
      const goesOn = one.sentence > 0 && /^(?:[^，。；\d]{0,4}\d{1,2}月[底末份中]?)?(?:目前|现|前|，|均|也|上半年|前[三四五六七八九]个月|前三季度|年内|截至目前)*已[^，。；\d]{0,8}$/.test(lead(paper, one))
      const start = sentenceOf(paper, goesOn ? { ...one, sentence: one.sentence - 1 } : one).start
      const { end } = sentenceOf(paper, one)
      return one !== rest && one.unit === rest.unit && (paper.text.slice(start, end).includes(name) || titleOf(one).includes(name))
    })
  const [told] = names.map(pool).filter(({ length }) => length > 1)
  if (!told || told.length > 40) return []
  const fits = countsLike(paper, rest).some((one) => one !== rest && meet(one, rest) && akin(paper, one, rest)) || told.some((whole) => told.some((done) => done !== whole && meet(minus(whole, done), rest)))
  const few = told.slice(0, 12)
  // 另有4家停办
  const apart = few.some((whole) => few.some((done, at) => few.slice(at + 1).some((other) => meet(minus(minus(whole, done), other), rest))))
  if (fits || apart) return []
  const whole = told.toSorted((a, b) => b.value - a.value)[0]!
  const done = told.filter((one) => one.value < whole.value).toSorted((a, b) => b.value - a.value)[0]
  if (!done || (told.length > 8 && whole.value > 20 * rest.value)) return []
  return [say(paper, rest, whole, done, `${show(whole.value)} − ${show(done.value)} = ${show(whole.value - done.value)}${rest.unit}，所列余下 ${printed(rest)}`)]
}

function shareLeft(paper: Paper, rest: Figure): Finding[] {
  if (!/(?:还有|尚有|仍有|余下|其余|剩余)(?:约|近)?$/.test(lead(paper, rest, 12)) || isGrowth(paper, rest) || !/未|没有|不/.test(tail(paper, rest, 20))) return []
  const told = ratesOf(paper).filter((one) => one !== rest && one.unit === rest.unit && !isGrowth(paper, one) && says(paper, one, tail(paper, rest, 24)))
  const [done] = told
  if (!done || told.length > 6 || ratesOf(paper).some((one) => one !== rest && (meet(one, rest) || meet(minus(exactly(100), one), rest)))) return []
  return [say(paper, rest, done, null, `100% − ${printed(done)} = ${show(100 - done.value)}%，所列 ${printed(rest)}`)]
}

const say = (paper: Paper, rest: Figure, whole: Figure, done: Figure | null, calculation: string): Finding =>
  finding(paper, done ? [rest, whole, done] : [rest, whole], {
    verdict: 'doubtful',
    kind: 'total',
    calculation,
    explanation: '余下的数与前文所列的总数、已完成的数对不上；若其间另有增减则无误。',
  })
