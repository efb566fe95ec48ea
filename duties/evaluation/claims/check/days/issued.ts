import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

const issued = /((?:19|20)\d{2})年(?:(\d{1,2})月(?:\d{1,2}日)?)?，?(?:[^。；，\d《》]{0,30})(?:提出|作出|印发|出台|制定|发布|下发|制发|修订|颁布)(?:了|实施|的)?(?:《[^》]{2,80}》|[^，。；《》（(\d]{2,20})?[（(]?[^〔（(\d。，；]{0,14}$/

/** `2022年4月印发《…》（某食安办〔2023〕11号）`: a paper gets its number in the year in which it is issued, or, issued early in the year, that of the year before. */
export const checkIssued = (paper: Paper): Finding[] =>
  paper.document.references.flatMap(({ start, end, number, year }) => {
    const words = joined(paper.text.slice(Math.max(0, start - 140), start))
    const sentence = words.split('。').at(-1)!
    // 2021年4月…，同年6月印发
    const before = /((?:19|20)\d{2})年(?!.*(?:19|20)\d{2}年)/.exec(sentence)?.[1]
    const match = issued.exec(sentence.replace(/(?:同年|当年)(?=\d{1,2}月[^月]*$)/, `${before ?? ''}年`))
    if (!match) return []
    const told = Number(match[1])
    const early = match[2] === undefined || Number(match[2]) < 4
    if (year === told || (year < told && (early || year < told - 1))) return []
    const sure = year > told
    return [
      findingAt(paper, Math.max(paper.text.lastIndexOf(`${match[1]}年`, start), start - 60), end, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'date',
        calculation: `${match[1]}年${match[2] ? `${match[2]}月` : ''}印发，文号 ${joined(number)}`,
        explanation: `文号的年份与所述印发时间不符${sure ? '' : '；若文件上一年成文、此时才印发则无误'}。`,
      }),
    ]
  })
