import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { countsOf } from '../ground/nouns.ts'
import { before, finding, inSentence, isCount, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

const atLeast = /不少于|不低于|至少|以上|高于|不得少于/
const each = /([一-鿿]{0,12})每(学期|学年|年度?|季度|月|周|人|名|校|所|家|户|个?[一-鿿]{1,4}?)(?=[一-鿿]{0,16}$)/

/** A least duty of each, times those who have it, against all that was done. */
export function duty(paper: Paper, figure: Figure): Finding | null {
  if (!isCount(figure) || !atLeast.test(lead(paper, figure) + figure.text + paper.text.slice(figure.end, figure.end + 3))) return null
  const holder = each.exec(
    before(paper, figure, 40)
      .split(/[，。；：]/)
      .at(-1)!,
  )
  const done = inSentence(paper, figure.sentence).find(
    (one) => one.start > figure.end && one.unit === figure.unit && /累计|共|总计|合计|完成/.test(lead(paper, one)),
  )
  if (!holder || !done) return null
  const count = holders(
    paper,
    figure,
    holder[1]!.replace(/^.*(?:全市|全县|全区|各级|各|的)/, '').replace(/^[家户所个名处]/, ''),
    holder[2]!,
  )
  if (!count) return null
  const needed = figure.low * count.low
  const calculation = `${show(count.value)}${count.unit} × ${show(figure.value)}${figure.unit} = ${show(count.value * figure.value)}${figure.unit}，所列累计 ${printed(done)}`
  if (needed <= done.high)
    return finding(paper, [done, figure, count], {
      verdict: 'holds',
      kind: 'part-whole',
      calculation,
      explanation: '累计数不少于最低要求与对象数之积。',
    })
  const here = count.sentence === figure.sentence
  return finding(paper, [done, figure, count], {
    verdict: here ? 'contradiction' : 'doubtful',
    kind: 'part-whole',
    calculation,
    explanation: `按每个对象的最低要求推算已超过所列累计数。${here ? '' : '若累计数只统计一部分对象或另一种课时、次数，则无误。'}`,
  })
}

/** How many there are of those who owe the duty: in the same sentence, else the most that the paper counts. */
function holders(paper: Paper, figure: Figure, noun: string, each: string): Figure | undefined {
  const fits = (one: Figure): boolean =>
    isCount(one) &&
    one.low === one.high &&
    one.value > 1 &&
    one.unit !== figure.unit &&
    one.partOf === null &&
    (noun.length > 1
      ? one.subject.endsWith(noun) || paper.text.startsWith(noun, one.end)
      : each.length === 1 && sort(one) === (each === '名' ? '人' : each === '校' ? '家' : each))
  const here = inSentence(paper, figure.sentence).find((one) => one.start < figure.start && fits(one))
  if (here || noun.length < 2) return here
  const all = (countsOf(paper).get(noun.slice(-2)) ?? []).filter((one) => fits(one) && sort(one) === '家')
  return all.sort((a, b) => b.value - a.value)[0]
}
