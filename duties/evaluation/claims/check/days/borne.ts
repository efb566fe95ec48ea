import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { joined, type Paper } from '../ground/paper.ts'

/** The day a paper bears, with its place; `written`: with 年 and 月, as papers are signed. */
export type Borne = { readonly day: number; readonly start: number; readonly end: number; readonly written: boolean }

const weekday = '(?:[（(]星期[一二三四五六日天][）)])?'
const clock = '(?:\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?)?'
const printed =
  '(?:(?<y>(?:19|20)\\d{2})(?:年(?<m>\\d{1,2})月(?<d>\\d{1,2})日|[./-](?<m2>\\d{1,2})[./-](?<d2>\\d{1,2}))|(?<hy>[二一][〇零O0九][〇零O0一二三四五六七八九]{2})年(?<hm>[一二三四五六七八九十]{1,2})月(?<hd>[一二三四五六七八九十]{1,3})日)'
const monthly = '(?<y>(?:19|20)\\d{2})年(?<m>\\d{1,2})月'
const label = '(?:填报|填表|报送|上报|制表|印发|发布|成文|发文|生成|更新|公布|公开|刊发|录入)(?:(?:时间|日期)[：:]?|[：:])|(?<![一-鿿])(?:日期|时间)[：:]'
const origin = '(?:信息|文章|稿件|新闻)?(?:来源|出处)|作者|记者|编辑|供稿|发布(?:机构|单位|人)|浏览|点击|访问|阅读|字号|字体|责任|审核|打印|分享'
/** How a day stands in the lines of head and end: alone, behind its label, beside the source, behind the name of the office, at the end of the title. */
const forms: readonly RegExp[] = [
  new RegExp(`^[（(【\\[]?${printed}${weekday}${clock}[）)】\\]]?$`),
  new RegExp(`(?:${label})${printed}`),
  new RegExp(`^[（(]?${printed}${weekday}${clock}[）)]?(?:${origin})`),
  new RegExp(`^(?:${origin})[：:][^。；]{0,40}?${printed}${clock}(?:$|(?:${origin}))`),
  new RegExp(`^[—–（(\\s-]*${printed}在[^。；]{4,60}会议?上?[）)]?$`),
  new RegExp(`^[^。；，：\\d《》]{3,40}(?:[局办委网报厅会府队所院社台室处科组站编]|中心|公司|印发)[（(]?${printed}${clock}(?:印发|编发|发布)?[）)]?$`),
  new RegExp(`^[（(]?${monthly}[）)]?$`),
]
/** Behind the last stop of a paper. */
const closing: readonly RegExp[] = [new RegExp(`[。！”]${printed}$`), new RegExp(`[。！”]${monthly}$`)]
const glued = new RegExp(`^[^。；]{8,60}(?<![至到截—~-])${printed}$`)
const LONGEST = 140
const valueOf = (text: string): number => (/^\d/.test(text) ? Number(text) : hanNumber(text.replaceAll(/[零O0]/g, '〇')))

const known = new WeakMap<Paper, Borne | null>()
/** The day under the title or at the end: `2023年4月6日`, `二〇二三年四月六日`, `发布日期：2024-01-04 信息来源：…`, `2019-01-30 来源：…`. */
export function dayBorne(paper: Paper): Borne | null {
  const ready = known.get(paper)
  if (ready !== undefined) return ready
  const made = find(paper)
  known.set(paper, made)
  return made
}

function find(paper: Paper): Borne | null {
  const lines = [...paper.text.matchAll(/[^\n]+/g)].filter(({ 0: line }) => line.trim() !== '')
  // a paper goes on with its annexes behind its date
  const annexes = lines.findLastIndex(({ 0: line }) => /^附件[：:]?/.test(joined(line)))
  const last = annexes > 0 ? lines.slice(Math.max(0, annexes - 2), annexes).toReversed() : []
  const head = lines.slice(0, 8)
  for (const line of [...lines.slice(-3).toReversed(), ...last, ...head]) {
    const end = line === lines.at(-1)
    if (line[0].length > LONGEST && !end) continue
    const words = joined(end ? line[0].slice(-LONGEST) : line[0])
    const match =
      [...(line[0].length > LONGEST ? [] : forms), ...(end ? closing : [])].map((form) => form.exec(words)).find((one) => one !== null) ?? (line === head[0] ? glued.exec(words) : null)
    const { y, m, d, m2, d2, hy, hm, hd } = match?.groups ?? {}
    if (!match) continue
    const [year, month] = [valueOf((y ?? hy)!), valueOf((m ?? m2 ?? hm)!)]
    // a month alone is over before the next
    const printedDay = d ?? d2 ?? hd
    const day = printedDay === undefined ? new Date(Date.UTC(year, month, 0)).getUTCDate() : valueOf(printedDay)
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) continue
    const place = placeOf(line[0], (y ?? hy)!)
    return { day: Date.UTC(year, month - 1, day), start: line.index + place.from, end: line.index + place.to, written: m2 === undefined }
  }
  return null
}

/** From the year of the day to its end, in the line as it is printed. */
function placeOf(line: string, year: string): { from: number; to: number } {
  const from = line.lastIndexOf(year)
  const day = /^[^日\n]{4,16}?日|^\d{4}年\d{1,2}月|^\d{4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,2}/.exec(line.slice(from))?.[0] ?? line.slice(from).trimEnd()
  return { from, to: from + day.length }
}
