import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { joined, type Paper } from '../ground/paper.ts'

/** The day a paper bears, with its place; `written`: with 年 and 月, as papers are signed. */
export type Borne = { readonly day: number; readonly start: number; readonly end: number; readonly written: boolean }

const lead = '(?:.*(?:填报|填表|报送|上报|制表|印发|发布|成文)(?:日期|时间)?[：:])?[（(]?'
const weekday = '(?:[（(]星期[一二三四五六日天][）)])?[）)]?'
const forms: readonly RegExp[] = [
  new RegExp(`^${lead}((?:19|20)\\d{2})年(\\d{1,2})月(\\d{1,2})日${weekday}$`),
  new RegExp(`^${lead}([二一][〇零O0九][〇零O0一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日${weekday}$`),
  new RegExp(`^${lead}((?:19|20)\\d{2})[./-](\\d{1,2})[./-](\\d{1,2})(?:(?:\\d{1,2}:\\d{2}.*|来源.*)?)$`),
]
const valueOf = (text: string): number => (/^\d/.test(text) ? Number(text) : hanNumber(text.replaceAll(/[零O0]/g, '〇')))

/** The day under the title or at the end: `2023年4月6日`, `二〇二三年四月六日`, `2023.4.6`, `发布时间：2023-04-06`. */
export function dayBorne(paper: Paper): Borne | null {
  const lines = [...paper.text.matchAll(/[^\n]+/g)].filter(({ 0: line }) => line.trim() !== '')
  // a paper goes on with its annexes behind its date
  const annexes = lines.findLastIndex(({ 0: line }) => /^附件[：:]?/.test(joined(line)))
  const last = annexes > 0 ? lines.slice(Math.max(0, annexes - 2), annexes).toReversed() : []
  for (const line of [...lines.slice(-3).toReversed(), ...last, ...lines.slice(0, 8)]) {
    const match = forms.map((form) => form.exec(joined(line[0]))).find((one) => one !== null)
    if (!match) continue
    const [year, month, day] = [valueOf(match[1]!), valueOf(match[2]!), valueOf(match[3]!)]
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) continue
    const blank = line[0].length - line[0].trimStart().length
    return { day: Date.UTC(year, month - 1, day), start: line.index + blank, end: line.index + line[0].trimEnd().length, written: line[0].includes('年') }
  }
  return null
}
