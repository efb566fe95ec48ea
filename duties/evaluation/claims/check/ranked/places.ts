import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { between, group, isExact, isGrowth, isIncrement, isPoints, isRate, lead, printed, sentenceOf, sort, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

/** The place in an order that is told of a figure, before it (最多的是…, 其次是…, 排在第二位的是…) or behind it (…531件，位列第一). */
type Placed = { readonly figure: Figure; readonly place: number; readonly word: string }

const first = /最[多高大](?![^，。；]{0,6}(?:不|限|超))|居首|首位|首先(?:是|为)|(?<!第)第一(?=位|的|是|，|类)|最(?:在意|关注|突出|集中|主要)的?(?:是)?|首要/
const second = /其次|次之|(?<!倒数)第二(?=位|的|是|，|类)|位居次席/
const third = /再次(?=[是为，之]|[一-鿿]{2,10}[，占(])|(?<!倒数)第三(?=位|的|是|，|类)/
const steps: readonly (readonly [RegExp, number])[] = [[third, 3], [second, 2], [first, 1]]
const behindIt = /^，?(?:数量|总量|[一-鿿]{0,4}量)?(?:位列|位居|居于?|排名?|列|名列|排在|占据)(?:在)?第([一二三四五六七八九十]|\d{1,2})(?:位|名)?(?=[，；。、)]|$)/

/** `其次是虚假宣传，占58.3%` behind what is most with 46.2%: what has a later place has no more. */
export const checkPlaces = (paper: Paper): Finding[] =>
  [...group(placedIn(paper), ({ figure }) => `${paper.paragraphs[figure.sentence]}|${sort(figure)}|${isRate(figure) && isGrowth(paper, figure)}`).values()].flatMap((all) => {
    const found: Finding[] = []
    for (const [at, later] of all.entries()) {
      const earlier = all[at - 1]
      if (!earlier || later.place !== earlier.place + 1 || later.figure.sentence - earlier.figure.sentence > 2 || !comparable(paper, earlier.figure, later.figure)) continue
      if (later.figure.low <= earlier.figure.high) continue
      found.push(
        says(
          paper,
          [later.figure, earlier.figure],
          `${earlier.word} ${printed(earlier.figure)} < ${later.word} ${printed(later.figure)}`,
          `位次在后的数反而较大`,
          later.word === '' || earlier.word === '' ? '若不是按同一项指标排列则无误' : undefined,
        ),
      )
    }
    return found
  })

/** 数量最多，占比其次: each of its own measure; a share of one thing beside a share of another. */
function comparable(paper: Paper, one: Figure, two: Figure): boolean {
  const [a, b] = [lead(paper, one, 24), lead(paper, two, 24)]
  const share = (words: string): boolean => /占/.test(words)
  const of = (words: string): string => /占([一-鿿\d年]{2,16})的$/.exec(words)?.[1] ?? ''
  return share(a) === share(b) && (of(a) === of(b) || of(a) === '' || of(b) === '')
}

function placedIn(paper: Paper): Placed[] {
  const placed: Placed[] = []
  let run: Placed | undefined
  for (const figure of paper.figures) {
    if (figure.cell !== null || isPoints(figure) || !isExact(figure) || isIncrement(paper, figure)) continue
    const last = paper.figures[figure.at - 1]
    const words = wordsBefore(paper, last, figure)
    const behind = behindIt.exec(wordsBehind(paper, figure))?.[1]
    const told = behind === undefined ? steps.map(([form, place]) => ({ place, match: form.exec(words) })).find(({ match }) => match !== null) : undefined
    const place = behind === undefined ? told?.place : /\d/.test(behind) ? Number(behind) : hanNumber(behind)
    // …有1250件，占41.2%: the share goes with its count
    const goesOn = place === undefined && run && last === run.figure && figure.sentence === last.sentence && /^，?[（(]?(?:约|各)?占[一-鿿\d年]{0,16}[的为]?$/.test(between(paper, last, figure)) ? run.place : undefined
    const own = place ?? goesOn
    run = own === undefined ? undefined : { figure, place: own, word: told?.match![0] ?? (behind === undefined ? (run?.word ?? '') : `第${behind}`) }
    if (run) placed.push(run)
    // 消费者…占投诉总量的46.2%。其次…: what stands right before the second is the first, in doubt
    else placed.push({ figure, place: 1, word: '' })
  }
  return placed
}

function wordsBefore(paper: Paper, last: Figure | undefined, figure: Figure): string {
  const { start } = sentenceOf(paper, figure)
  const from = Math.max(start, figure.start - 50, last && last.end <= figure.start ? last.end : 0)
  return paper.text.slice(from, figure.start).split(/[；]/).at(-1)!.replaceAll(/\s/g, '')
}
function wordsBehind(paper: Paper, figure: Figure): string {
  const { end } = sentenceOf(paper, figure)
  return paper.text.slice(figure.end, Math.min(end, figure.end + 24)).replaceAll(/\s/g, '')
}
