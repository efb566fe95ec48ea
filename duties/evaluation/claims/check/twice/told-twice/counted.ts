import { hanNumber } from '../../../../../../platform/core/chinese.ts'
import type { Finding } from '../../../contract.ts'
import { findingAt, group, joined, type Paper } from '../../ground/paper.ts'
import { inTitle, titleLines } from './title-lines.ts'

const numeral = '[两二三四五六七八九十]|十[一二三四五六七八九]|\\d{1,3}'
const valueOf = (text: string): number => (/^\d/.test(text) ? Number(text) : hanNumber(text.replace('两', '二')))

/** `呈现六大特点` over `呈现五大特点`, `甲、乙等8市` over `甲、乙等9市`: a title and its text count the same thing in the same words. */
export function checkCounted(paper: Paper): Finding[] {
  const lines = titleLines(paper)
  if (lines.length === 0) return []
  const told = [...paper.text.matchAll(counted)].flatMap((match) => {
    const [text, before = '', number = '', noun = ''] = match
    const at = match.index + before.length
    return [{ at, end: match.index + text.length, value: valueOf(number), key: `${joined(before)}|${noun}`, title: inTitle(lines, at) }]
  })
  return [...group(told, ({ key }) => key).values()].flatMap((same) => {
    const [title, text] = [same.find((one) => one.title), same.find((one) => !one.title)]
    if (!title || !text || text.at < title.at || same.some((one) => one.title !== title.title && one.value === title.value)) return []
    const words = (one: typeof title): string => joined(paper.text.slice(one.at, one.end))
    return [
      findingAt(paper, text.at, text.end, {
        verdict: same.length === 2 ? 'contradiction' : 'doubtful',
        kind: 'two-values',
        calculation: `标题 ${words(title)}；正文 ${words(text)}`,
        explanation: `标题与正文用同样的话说同一事项而数不同${same.length === 2 ? '' : '；若正文所说是另一组则无误'}。`,
      }),
    ]
  })
}
const counted = new RegExp(`([一-鿿]{2})(${numeral})((?:大|个|项|类|条)(?:方面|特点|特征|变化|亮点|问题|行动|工程|举措|措施|任务|指标|重点|环节|领域|体系|机制|趋势)|[市县区省](?![一-鿿]?[市县区]))`, 'g')
