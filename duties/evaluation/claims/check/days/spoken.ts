import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'
import { meets, spanOf, spans, type Spoken } from './spoken-words.ts'

/** The time that a paper speaks of: its title against the sentences that count, its annex, the paper it quotes by its own name, its methods against its results. */
export const checkSpoken = (paper: Paper): Finding[] => [...opening(paper), ...ownName(paper), ...methods(paper)]

const say = (paper: Paper, at: number, text: string, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, at, at + text.length, {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'date',
    calculation,
    explanation: `${explanation}${sure ? '' : '；若所说的是另一时间的另一件事则无误'}。`,
  })

type Line = { readonly at: number; readonly text: string }
const linesOf = ({ text }: Paper): Line[] => [...text.slice(0, HEAD).matchAll(/[^\n]+/g)].map((match) => ({ at: match.index, text: match[0] })).filter((line) => line.text.trim() !== '')
/** A title and its opening stand in so many signs. */
const HEAD = 6000
const OPENING = 1500
const LONGEST = 70

const planned = /会议|计划|要点|方案|安排|部署|启动|意见|规划|目标|预算|预案|动员|考试|征集|招聘|培训|申报|清单|的通知|展望/
const result = /情况|通告|公报|分析|报告|数据|率|发布|公示|总结|白皮书|通报|公告|年报|结果|统计|特征|起|件|批次|%/

type Title = { readonly line: Line; readonly time: Spoken; readonly words: string }
/** The one time that the title names, where it tells of what was. */
function titleOf(lines: readonly Line[]): Title | null {
  for (const line of lines.slice(0, 3)) {
    const words = joined(line.text)
    if (words.length > LONGEST || /[。！？]./.test(words) || /[。；：，]$/.test(words) || planned.test(words)) return null
    const found = spans(words)
    if (found.length === 1 && result.test(words)) return { line, time: found[0]!, words }
    if (found.length > 1) return null
  }
  return null
}

const noise = /20\d{2}年?度?|第?[一二三四]季度|[上下]半年|\d{1,2}月份?|[全我本][省市县区国]|[省市县区]|关于|情况|通告|公告|报告|发布|公布|的|了|共|年/g
const pairsOf = (words: string): Set<string> => {
  const found = new Set<string>()
  for (const part of words.replaceAll(noise, ' ').split(/[^一-鿿]+/)) for (let at = 0; at + 2 <= part.length; at++) found.add(part.slice(at, at + 2))
  return found
}
const shared = (one: string, other: string): number => {
  const own = pairsOf(other)
  return [...pairsOf(one)].filter((pair) => own.has(pair)).length
}

/** A sentence that opens with a time and counts: `2022年第四季度，全市共完成抽检4715批次`. */
type Told = { readonly at: number; readonly time: Spoken; readonly words: string }
const counting = /\d\s*(?:万|亿|余|多)*\s*(?:[件起批例人户家个项宗吨元%‰篇次种类名]|公斤|亿元|万元)/
function toldIn(paper: Paper, lines: readonly Line[], title: Title): Told[] {
  return lines.flatMap((line) => {
    if (line === title.line || line.text.includes('|')) return []
    const found: Told[] = []
    for (const match of line.text.matchAll(/[^。；！？]+/g)) {
      const [words] = match
      if (!counting.test(words) || compared.test(words.slice(0, 40)) || still.test(words)) continue
      for (const time of spans(words)) {
        const ahead = words.slice(Math.max(0, time.from - 14), time.from)
        if (time.from < 44 && /(?:^|[，：\s“]|称|示|[今本]年|\)|）|[、.．]|结果|\d)$/.test(ahead) && opens.test(words.slice(time.to))) found.push({ at: line.at + match.index + time.from, time, words })
        break
      }
    }
    return found
  })
}
const still = /将|力争|目标|计划|拟|确保|争取|预计|下一步|要(?=[一-鿿])/
const compared = /^.{0,12}(?:目标|计划|预计|力争|根据|按照|截至|截止|自|从)/
const opens = /^(?:，|[\s]*[一-鿿])(?!以来|起|前|底|末)/

/** What the sentences count is of another time than what the title names, and nothing is told of the title's. */
function opening(paper: Paper): Finding[] {
  const lines = linesOf(paper)
  const title = titleOf(lines)
  if (!title) return []
  const told = toldIn(paper, lines, title)
  const own = told.some(({ time }) => same(time, title.time)) || byDays(paper, title)
  const [first] = told
  if (first && !own && first.at < OPENING && !meets(first.time, title.time)) {
    const like = shared(title.words, first.words)
    // a plan for the next year tells of the last
    const [place, text] = told.filter(({ time }) => same(time, first.time)).length > 1 ? [title.line.at + title.line.text.indexOf(title.time.text), title.time.text] : [first.at, first.time.text]
    if (like > 0) return [say(paper, place, text, like > 1 && told.every(({ time }) => !meets(time, title.time)), `标题 ${title.time.text}；正文 ${first.time.text}`, '标题所说的时间与正文所列数的时间不同，标题所说时间的数正文没有')]
  }
  if (!own) return []
  return lines.flatMap((line) => {
    const words = joined(line.text)
    const time = /^附[件表]/.test(words) && words.length < LONGEST ? spans(line.text)[0] : undefined
    if (!time || meets(time, title.time) || shared(title.words, words) < 3 || spans(words).length > 1) return []
    return [say(paper, line.at + time.from, time.text, false, `标题 ${title.time.text}；附件 ${time.text}`, '附件所说的时间与标题、正文不同')]
  })
}
/** `4月1日至4月30日` under a title of April. */
const byDays = ({ text }: Paper, { line, time }: Title): boolean =>
  time.part !== null && [...text.slice(line.at + line.text.length, HEAD).matchAll(/(?<!\d)(\d{1,2})月\d{1,2}日\s*(?:至|到|—|-)/g)].some((match) => Number(match[1]) === time.part![0])
const same = (one: Spoken, other: Spoken): boolean =>
  (one.year === other.year || one.year === null || other.year === null) && one.last === other.last && one.part?.join() === other.part?.join()

const quoted = /《([^《》\n]{6,60})》/g
/** `《2018年度…情况分析》` in a paper whose title calls it that of 2019. */
function ownName(paper: Paper): Finding[] {
  const lines = linesOf(paper)
  const title = titleOf(lines)
  if (!title || title.time.year === null) return []
  const names = [...paper.text.slice(0, HEAD).matchAll(quoted)].flatMap((match) => {
    const time = spanOf(match[1]!)
    const own = pairsOf(match[1]!)
    if (!time?.year || match.index < title.line.at + title.line.text.length || own.size < 3) return []
    return [{ at: match.index + 1 + time.from, time, like: shared(match[1]!, title.words) / own.size, before: paper.text.slice(Math.max(0, match.index - 10), match.index) }]
  })
  const alike = names.filter(({ like }) => like > 0.7)
  if (alike.some(({ time }) => meets(time, title.time))) return []
  return alike
    .filter(({ before }) => !/[比较与]|上年|去年|上一|往年|此前/.test(before))
    .slice(0, 1)
    .map(({ at, time }) => say(paper, at, time.text, true, `标题 ${title.time.text}；文中所引同名材料 ${time.text}`, '文中所引的材料与标题同名，所属时间却不同'))
}

const method = /(?:^|[\n。；\s])(?:【)?(?:对象(?:与|和))?方法(?:】)?[\s：:，]*/
const outcome = /(?:^|[\n。；\s])(?:【)?结果(?:】)?[\s：:，]*/
const gathered = /收集|选取|采集|抽取|利用|调取|对|于|以|在|将|采用|根据|通过|分析|选择|纳入|监测|开展|整理|搜集/
/** `方法 收集2014—2020年…` under a title of 2014—2021; `方法 选取2019年…` above `结果 2020年…`. */
function methods(paper: Paper): Finding[] {
  const text = paper.text.slice(0, HEAD)
  const from = method.exec(text)
  const to = from && outcome.exec(text.slice(from.index + from[0].length))
  if (!from || !to) return []
  const begin = from.index + from[0].length
  const words = text.slice(begin, begin + to.index)
  const used = spanOf(words)
  if (!used || used.year === null || !gathered.test(words.slice(0, used.from + 2))) return []
  const behind = text.slice(begin + to.index + to[0].length).split('结论')[0]!.slice(0, 400)
  const [shown] = spans(behind).filter(({ year, from: place }) => year !== null && place < 60)
  const title = titleOf(linesOf(paper))?.time
  const main = title && title.year !== null && title.year !== undefined ? title : shown
  if (!main || main.year === null) return []
  const part = used.last === null && main.last === null
  const wrong = part ? !meets(used, main) : used.year > main.year || (used.last ?? used.year) < (main.last ?? main.year) || (main === title && used.last !== null && main.last !== null && used.last !== main.last)
  // a paper may name in its title one year of many, and show in its results another part
  if (!wrong || (shown && shown !== main && !within(shown, main) && within(shown, used))) return []
  return [say(paper, begin + used.from, used.text, true, `${main === title ? '标题' : '结果'} ${main.text}；方法 ${used.text}`, '资料所取的时间没有包括结果所说的时间')]
}
const within = (one: Spoken, other: Spoken): boolean => one.year !== null && other.year !== null && one.year >= other.year && (one.last ?? one.year) <= (other.last ?? other.year)
