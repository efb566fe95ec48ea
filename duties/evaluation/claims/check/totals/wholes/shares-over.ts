import type { Finding } from '../../../contract.ts'
import { showInterval, sum } from '../../ground/interval.ts'
import { before, finding, group, isGrowth, isRate, lead, printed, type Figure, type Paper } from '../../ground/paper.ts'

/** `农药残留占不合格样品总量的33.3%，微生物污染占…`, `占比较高的分别为：农药残留36.9%、…`: the shares of one whole that are more than all of it. */
export function checkSharesOver(paper: Paper): Finding[] {
  const shares = paper.figures.flatMap((rate) => {
    if (!isRate(rate) || rate.unit !== '%' || rate.cell !== null || isGrowth(paper, rate) || rate.partOf !== null) return []
    const name = wholeOf(paper, rate)
    return name === null ? [] : [{ rate, key: `${paper.paragraphs[rate.sentence]}|${name}` }]
  })
  return [...answers(paper), ...[...group(shares, ({ key }) => key).values()].flatMap((all) => {
    const rates = all.map(({ rate }) => rate)
    const total = sum(rates)
    // rounding, and a sample that failed twice, are no error yet
    if (rates.length < 3 || total.low <= 103) return []
    return [
      finding(paper, rates, {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${rates.map(printed).join(' + ')} = ${showInterval(total, 2)}%`,
        explanation: '同一总量的各项占比合计超过 100%；只有一件计入几项才说得通。',
      }),
    ]
  })]
}

/** `回答“好了”的占42.4%，回答“一样”的占49.2%，回答“差了”的占8.5%`: one answer each. */
const answers = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => {
    const rates = figures.filter((one) => isRate(one) && /(?:回答|选择|认为|表示|与以前)?[“"][^”"]{1,12}[”"]的占(?:比)?$/.test(lead(paper, one, 30)))
    const total = sum(rates)
    if (rates.length < 3 || rates.length > 6 || total.low <= 100.2) return []
    return [finding(paper, rates, { verdict: 'contradiction', kind: 'total', calculation: `${rates.map(printed).join(' + ')} = ${showInterval(total, 2)}%`, explanation: '一问各项回答的占比合计超过 100%。' })]
  })

const told = /占((?:[一-鿿]{2,12})?(?:总量|总数|总额|总件数))(?:中)?的?[\d.%、和及]*$/
const opening = /(?:占((?:[一-鿿]{2,14})?(?:总量|总数|总额))|占比[一-鿿]{0,4})的?(?:分别)?(?:为|是|有|如下)?[：:]?/
/** What a share is said to be of, in its own clause or in the words that open its sentence; null where it stands for itself. */
function wholeOf(paper: Paper, rate: Figure): string | null {
  if (/其中/.test(lead(paper, rate, 30))) return null
  const own = told.exec(before(paper, rate, 60))?.[1]
  if (own !== undefined) return own
  const { start } = paper.document.sentences[rate.sentence] ?? rate
  const head = paper.text.slice(start, rate.start)
  const first = /^[^\d]*/.exec(head)![0]
  return opening.test(first) && /[：:]|分别为/.test(first) && /^(?![^，。]*(?:率|同比|环比|其中))[一-鿿、（）()]{2,24}(?:占比)?$/.test(lead(paper, rate, 30).split('、').at(-1)!.replace(/^.*[：:]/, ''))
    ? `${rate.sentence}`
    : null
}
