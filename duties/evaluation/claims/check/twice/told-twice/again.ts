import type { Finding } from '../../../contract.ts'
import { meet } from '../../ground/interval.ts'
import { finding, group, isCount, isGrowth, isPoints, isRate, joined, printed, sort, type Figure, type Paper } from '../../ground/paper.ts'
import { wordsBefore } from './title-lines.ts'

/** One clause told twice in the same words, paragraphs apart, with two values: `上半年共立案查处违法案件312起`, `上半年共立案查处违法案件412起`. */
export function checkAgain(paper: Paper): Finding[] {
  const told = paper.figures.flatMap((figure) => {
    const name = nameOf(paper, figure)
    return name === null ? [] : [{ figure, name }]
  })
  return [...group(told, ({ figure, name }) => `${name}|${isRate(figure) ? '%' : sort(figure)}`).values()].flatMap((same) => {
    const [first, second] = same
    if (!first || !second || same.length !== 2 || meet(first.figure, second.figure)) return []
    const [one, other] = [first.figure, second.figure]
    if (lineOf(paper, one) === lineOf(paper, other) || !sameTime(paper, one, other)) return []
    const sure = beside(paper, one, other) || (time.test(first.name) && first.name.length > 11)
    return [
      finding(paper, [other, one], {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'two-values',
        calculation: `${printed(one)}；${printed(other)}`,
        explanation: sure
          ? `两处用同样的话（“…${first.name.slice(-12)}”）说同一事项而数不同。`
          : `两处用同样的话（“…${first.name.slice(-12)}”）而数不同；若范围或时间不同则无误。`,
      }),
    ]
  })
}

const time = /[上下]半年|第?[一二三四]季度|前[一二三\d]+个?月|\d+至\d+月|全年/
const other = /(?<!占)比(?!重|例)|较|上年|去年|前年|同期|目标|计划|力争|任务|要求|其中|[每均]|各(?![类级部])|新增|另|其他|[该这此]|分值|自评|分别|以上|[由从至]$/
const opening = /^(?:而|并|且|同时|目前|截至目前|据统计|[今本]年(?:以来)?|20\d{2}年(?:度)?|全[省市县区州]|[我本][省市县区]|共|累计)+/

/** What a clause says before its figure, without the words for here and now; null where it is short or narrowed. */
function nameOf(paper: Paper, figure: Figure): string | null {
  if (figure.cell !== null || isPoints(figure) || isGrowth(paper, figure) || !(isRate(figure) || isCount(figure)) || figure.value < 10) return null
  const own = wordsBefore(paper, figure.start, 44)
  // a share is of what the clause before it names
  const words = isRate(figure) && /^占/.test(own) ? ofClause(paper, figure, own) : own
  if (other.test(words) || /^占/.test(words) || /\d/.test(words.replaceAll(/20\d{2}年|\d+月/g, ''))) return null
  const name = words.replace(opening, '').replace(/(?:成绩|得分|测评得分)?(?:[共达为至约近超逾已有了]|达到|超过)*$/, '').replaceAll(/共|累计|总计/g, '')
  return /^[一-鿿“”\d、（）]{8,36}$/.test(name) ? name : null
}

/** `消费者最在意的是食品安全问题，占投诉总量的48.42%`. */
function ofClause({ text }: Paper, figure: Figure, own: string): string {
  const before = joined(text.slice(Math.max(0, figure.start - 80), figure.start)).split(/[。；：\n]/).at(-1)!.split('，')
  const clause = before.at(-2) ?? ''
  return clause.length > 7 && !/\d/.test(clause) ? `${clause}${own.replaceAll(/20\d{2}年(?:度)?/g, '')}` : own
}

const lineOf = ({ text }: Paper, { start }: Figure): number => text.lastIndexOf('\n', start)

/** Years and months that are named before the two, each in its own line, do not differ. */
function sameTime(paper: Paper, one: Figure, two: Figure): boolean {
  const words = ({ start }: Figure): string => joined(paper.text.slice(Math.max(0, start - 160), start))
  const last = (figure: Figure, form: RegExp): string | undefined => words(figure).match(form)?.at(-1)
  return [/20\d{2}(?=年)/g, /\d{1,2}(?=月)/g, /第?[一二三四](?=季度)|[上下]半年/g].every((form) => {
    const [first, second] = [last(one, form), last(two, form)]
    return first === undefined || second === undefined || first === second
  })
}

/** The figures right behind are told again too, with the same values. */
function beside(paper: Paper, one: Figure, two: Figure): boolean {
  const [first, second] = [paper.figures[one.at + 1], paper.figures[two.at + 1]]
  return first !== undefined && second !== undefined && first.text === second.text && first.unit === second.unit && first.value > 20 && wordsBefore(paper, first.start) === wordsBefore(paper, second.start)
}
