import type { Finding } from '../../contract.ts'
import { between, inSentence, isGrowth, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

const most = /(?:最[高多大]|居首|首位|第一)[^。；\d]{0,10}$/
const least = /(?:最[低少小]|末位|倒数第一)[^。；\d]{0,10}$/
const next = /其次(?:[是为]|的是)?[^。；]{0,16}$/
const last = /倒数第二[^。；]{0,8}$/

/** `…最高，为91.4%；其次是粮油类，为92.5%`, `…最低，为66.8%；肉制品排倒数第二，为61%`: what comes second lies on the right side of the first. */
export const checkSecond = (paper: Paper, sentence: number): Finding[] => {
  const figures = around(paper, sentence)
  return inSentence(paper, sentence).flatMap((second) => {
    if (second.cell !== null || isPoints(second)) return []
    const at = figures.indexOf(second)
    const words = wordsBefore(paper, figures[at - 1], second)
    const high = next.test(words)
    if (!high && !last.test(words)) return []
    const first = figures
      .slice(Math.max(0, at - 4), at)
      .findLast((one) => sort(one) === sort(second) && isGrowth(paper, one) === isGrowth(paper, second) && (high ? most : least).test(wordsBefore(paper, figures[figures.indexOf(one) - 1], one)))
    if (!first || (high ? second.low <= first.high : second.high >= first.low)) return []
    // 数量最多，占比其次: each of its own
    if (isRate(second) && /占/.test(lead(paper, second)) !== /占/.test(lead(paper, first))) return []
    return [says(paper, [second, first], `${printed(second)} ${high ? '>' : '<'} ${printed(first)}`, `所称“${high ? '其次' : '倒数第二'}”的数${high ? '大于所称最高' : '小于所称最低'}的数`)]
  })
}

/** Figures of the sentence and the one before it in its paragraph. */
const around = (paper: Paper, sentence: number): Figure[] => [
  ...(paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? inSentence(paper, sentence - 1) : []),
  ...inSentence(paper, sentence),
]

function wordsBefore(paper: Paper, before: Figure | undefined, one: Figure): string {
  if (before) return between(paper, before, one).slice(-40)
  const { start } = paper.document.sentences[one.sentence] ?? one
  return paper.text.slice(Math.max(start, one.start - 40), one.start).replaceAll(/\s/g, '')
}

const run = /(?:[从由](?:(高到低|多到少|大到小)|低到高|少到多|小到大))(?:排[序列名])?，?(?:分别|依次)?[为是]?[一-鿿]{0,8}$/
/** `从高到低分别为甲91.2%、乙88.4%、丙89.9%`: the figures run the way that is told. */
export const checkRun = (paper: Paper, sentence: number): Finding[] => {
  const figures = inSentence(paper, sentence)
  const first = figures.find((one) => run.test(ahead(paper, one)))
  if (!first || isPoints(first) || first.cell !== null) return []
  const row = [first]
  for (const one of figures.slice(figures.indexOf(first) + 1)) {
    if (sort(one) !== sort(first) || !/^[)）]?(?:[、，]|和|及)[^，。；、\d]{0,14}[（(]?$/.test(between(paper, row.at(-1)!, one))) break
    row.push(one)
  }
  const falls = run.exec(ahead(paper, first))![1] !== undefined
  const wrong = row.slice(1).findIndex((one, at) => (falls ? one.low > row[at]!.high : one.high < row[at]!.low))
  if (row.length < 3 || wrong < 0) return []
  return [says(paper, [row[wrong + 1]!, row[wrong]!], `${row.map(printed).join(' → ')}，所称“${falls ? '从高到低' : '从低到高'}”`, '所列各数的先后与所称的顺序不符')]
}
const ahead = (paper: Paper, one: Figure): string => {
  const { start } = paper.document.sentences[one.sentence] ?? one
  return paper.text.slice(Math.max(start, one.start - 50), one.start).replaceAll(/\s/g, '')
}
