import type { Finding } from '../../../contract.ts'
import { meet } from '../../ground/interval.ts'
import { between, finding, group, isPoints, isRate, printed, type Paper } from '../../ground/paper.ts'

/** One value with two changes from the same time: `97.7%，比去年同期上升0.4个百分点` and `97.7%，同比下降0.4个百分点`. */
export function checkChangesTwice(paper: Paper): Finding[] {
  const told = paper.figures.flatMap((change) => {
    const value = paper.figures[change.at - 1]
    const match = value && (isRate(value) || value.unit === '分') && (isPoints(change) || change.unit === value.unit) ? form.exec(between(paper, value, change)) : null
    if (!value || !match || value.cell !== null || value.start > change.start) return []
    const since = (match[1] ?? '').replace(/^(?:同比|[比较与]?(?:去年|上年)(?:同期)?)$/, '去年').replace(/^[比较]/, '')
    return since === '' ? [] : [{ value, change, key: `${value.text}|${change.unit}|${since}`, up: /提高|提升|上升|增|高/.test(match[2]!) }]
  })
  return [...group(told, ({ key }) => key).values()].flatMap(([first, ...rest]) => {
    const second = rest.find((one) => one.up !== first!.up || !meet(one.change, first!.change))
    if (!first || !second) return []
    const words = ({ up, change }: typeof first): string => `${up ? '升' : '降'} ${printed(change)}`
    return [
      finding(paper, [second.change, first.change, second.value], {
        verdict: 'contradiction',
        kind: 'points',
        calculation: `${printed(first.value)}：${words(first)}；${words(second)}`,
        explanation: '同一数值同所比的同一时期，两处所说的升降不同。',
      }),
    ]
  })
}
const form = /^[，、（(]?(?:总体|又|再)?((?:同比|[比较](?:去年|上年|前年|20\d{2}年|[一二三四]季度|上季度)(?:同期|末|底)?))(?:又|再)?(提高|提升|上升|增加|增长|下降|降低|减少|回落|高|低)了?$/
