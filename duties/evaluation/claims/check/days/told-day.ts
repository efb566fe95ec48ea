import type { Finding } from '../../contract.ts'
import { findingAt, type Paper } from '../ground/paper.ts'
import { dayBorne } from './borne.ts'

const DAY = 86_400_000
const news = /(?<![\d年])(\d{1,2})月(\d{1,2})日(?:上午|下午|晚)?，([^。；]{0,60}?)(获悉|了解到|召开|举行|发布会|通报|公布|发布|通告|公示|启动|结束|闭幕)/g
const meant = /将|拟|定于|计划|预计/
/** `3月31日，记者从发布会上获悉` in a paper that went out on the sixth: a day without its year that is told as past is not behind the day borne, unless it is of the year before. */
export function checkToldDay(paper: Paper): Finding[] {
  const borne = dayBorne(paper)
  if (!borne) return []
  const own = new Date(borne.day).getUTCFullYear()
  return [...paper.text.slice(0, 1500).matchAll(news)].flatMap((match) => {
    const [month, day] = [Number(match[1]), Number(match[2])]
    const told = Date.UTC(own, month - 1, day)
    const ahead = (told - borne.day) / DAY
    if (month > 12 || day > 31 || ahead <= 0 || ahead > 150 || meant.test(match[0]) || /((?:19|20)\d{2}|[去上]|前)年[^。]{0,40}$/.test(paper.text.slice(Math.max(0, match.index - 60), match.index))) return []
    const sure = /获悉|了解到|发布会|召开|举行/.test(match[0])
    const said = {
      verdict: sure ? ('contradiction' as const) : ('doubtful' as const),
      kind: 'date' as const,
      calculation: `本文日期 ${new Date(borne.day).toISOString().slice(0, 10)}，文中已述 ${month}月${day}日之事`,
      explanation: `本文的日期早于文中已经发生的事${sure ? '' : '；若所述是上一年的事则无误'}。`,
    }
    // either may be the wrong one
    return [findingAt(paper, borne.start, borne.end, said), findingAt(paper, match.index, match.index + match[0].length, said)]
  }).slice(0, 2)
}
