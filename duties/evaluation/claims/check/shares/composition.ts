import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { findingAt, isCount, isExact, lead, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Compositions: `三次产业结构由15.6∶34.5∶49.9调整为15.0∶36.8∶48.2`. The places make a hundred, and each is the share of its part. */
export const checkCompositions = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(places)].flatMap((match) => {
    const said = match[0].split(/\s*[∶:：]\s*/).map(Number)
    const words = paper.text.slice(Math.max(0, match.index - 40), match.index)
    const fine = match[0].includes('.')
    if (!(fine || /构成|结构|比重|占比/.test(words)) || said.some((one) => one > 100)) return []
    const sum = said.reduce((all, one) => all + one, 0)
    const at = { start: match.index, end: match.index + match[0].length }
    if (sum < 70 || sum > 135 || (sum % 100 !== 0 && !/构成|结构|比重|占比|比为|比例|调整为|之比|∶/.test(words + match[0]))) return []
    if (Math.abs(sum - 100) > (fine ? 0.06 * said.length + 0.05 : 0.6 * said.length))
      return [
        findingAt(paper, at.start, at.end, {
          verdict: 'contradiction',
          kind: 'ratio',
          calculation: `${said.map((one) => show(one)).join(' + ')} = ${show(sum)}`,
          explanation: '构成中各项之和应为 100。',
        }),
      ]
    return [...againstParts(paper, at, said), ...againstShares(paper, at, said)]
  })

/** `第二产业增加值比重为25.4%。三次产业结构比为37.5∶25.4∶37.1`: told one by one and together. */
function againstShares(paper: Paper, { start, end }: { start: number; end: number }, said: readonly number[]): Finding[] {
  const words = paper.text.slice(Math.max(0, start - 20), start)
  if (said.length !== 3 || !/产业/.test(words) || /[由从][^，。；]*$/.test(words)) return []
  const near = paper.figures.filter((one) => one.unit === '%' && one.cell === null && Math.abs(one.start - start) < 400 && isExact(one))
  const shares = industries.map((sign) => near.filter((one) => new RegExp(`第${sign}产业[^，。；]{0,16}(?:比重|占比)[^，。；\\d]{0,3}$`).test(lead(paper, one, 40))))
  if (!shares.every(({ length }) => length === 1)) return []
  const slack = said.every(Number.isInteger) ? 1 : 0.11
  return shares.flatMap(([one], at) =>
    Math.abs(one!.value - said[at]!) <= slack
      ? []
      : [
          findingAt(
            paper,
            start,
            end,
            {
              verdict: 'contradiction',
              kind: 'ratio',
              calculation: `第${industries[at]}产业 ${show(one!.value)}%；构成中 ${show(said[at]!)}`,
              explanation: '逐一所列的比重与所列构成不符。',
            },
            [one!.id],
          ),
        ],
  )
}

const places = /(?<![\d.:：∶])\d{1,2}(?:\.\d{1,2})?(?:\s*[∶:：]\s*\d{1,2}(?:\.\d{1,2})?){2,5}(?![\d.:：∶])/g
const industries = ['一', '二', '三']

/** The three branches whose output stands before the composition. */
function againstParts(paper: Paper, { start, end }: { start: number; end: number }, said: readonly number[]): Finding[] {
  if (said.length !== 3 || !/产业/.test(paper.text.slice(Math.max(0, start - 60), start)) || /[由从][^，。；]*$/.test(paper.text.slice(Math.max(0, start - 14), start))) return []
  const near = paper.figures.filter((one) => one.end <= start && start - one.end < 400 && isCount(one) && isExact(one) && one.cell === null)
  const parts = industries.map((sign) => near.findLast((one) => new RegExp(`第${sign}产业(?:增加值|产值)?(?:为|达|完成|实现)?$`).test(lead(paper, one, 16))))
  if (!parts.every((one): one is Figure => one !== undefined && sort(one) === sort(parts[0]!))) return []
  const sum = parts.reduce((all, { value }) => all + value, 0)
  // rounded to whole numbers, one of them is cut or raised so that they make a hundred
  const slack = said.every(Number.isInteger) ? 1 : 0.3
  const wrong = parts.findIndex(({ value }, at) => Math.abs((100 * value) / sum - said[at]!) > slack)
  if (wrong < 0) return []
  return [
    findingAt(
      paper,
      start,
      end,
      {
        verdict: 'contradiction',
        kind: 'ratio',
        calculation: `${parts.map(({ value }) => show(value)).join('∶')} ≈ ${parts.map(({ value }) => show((100 * value) / sum, 1)).join('∶')}`,
        explanation: '所列构成与前列各产业的数不符。',
      },
      parts.map(({ id }) => id),
    ),
  ]
}
