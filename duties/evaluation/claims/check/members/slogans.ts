import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** What a known slogan of food safety counts. Data with its source; a member is known by its sign, in whatever words a paper puts it. */
type Slogan = { readonly name: string; readonly number: string; readonly noun: string; readonly members: readonly RegExp[]; readonly source: string }
const slogans: readonly Slogan[] = [
  {
    name: '四个最严',
    number: '四',
    noun: '个最严',
    members: [/最严谨/, /最严格/, /最严厉/, /最严肃/],
    source: '中央农村工作会议，2013年12月；《中共中央 国务院关于深化改革加强食品安全工作的意见》，2019年5月',
  },
  {
    name: '四有两责',
    number: '四',
    noun: '有两责',
    members: [/有责/, /有岗/, /有人/, /有手段/],
    source: '《“十三五”国家食品安全规划》，2017年2月',
  },
]

/** `“四个最严”` with the members told beside it: all of them, and as many as it says. */
export const checkSlogans = (paper: Paper): Finding[] => slogans.flatMap((slogan) => [...missing(paper, slogan), ...misnamed(paper, slogan)])

const NEAR = 110
function missing(paper: Paper, { name, members, source }: Slogan): Finding[] {
  const found: Finding[] = []
  for (let at = paper.text.indexOf(name); at >= 0; at = paper.text.indexOf(name, at + name.length)) {
    const [from, to] = [paper.text.lastIndexOf('\n', at) + 1, (paper.text.indexOf('\n', at) + 1 || paper.text.length + 1) - 1]
    const before = paper.text.slice(Math.max(from, at - NEAR), at)
    const opening = before.length - before.split('。').at(-1)!.length
    const stop = paper.text.slice(at, Math.min(to, at + NEAR + 20)).split('。')[0]!
    const text = before.slice(opening) + stop
    const offset = at - (before.length - opening)
    const told = members.map((one) => one.exec(text)).filter((one) => one !== null)
    // two of them alone may be meant
    if (told.length < 2 || told.length === members.length) continue
    const lacks = members.filter((one) => !one.test(text)).map((one) => one.source)
    const row = Math.max(...told.map(({ index }) => index)) - Math.min(...told.map(({ index }) => index)) < 20 * told.length
    if (!row || (told.length === 2 && members.length - told.length > 1 && !/即|：|是指|包括|“[^”]*最严/.test(text))) continue
    const start = offset + Math.min(...told.map(({ index }) => index), at - offset)
    const last = told.toSorted((a, b) => b.index - a.index)[0]!
    const end = Math.max(offset + last.index + last[0].length + 4, at + name.length)
    found.push(
      findingAt(paper, start, Math.min(end, to), {
        verdict: 'contradiction',
        kind: 'enumeration',
        calculation: `“${name}”：所列 ${told.length} 项，缺“${lacks.join('、')}”（${source}）`,
        explanation: '所列各项少于所称的项数。',
      }),
    )
  }
  return found
}

const numerals = '两二三四五六七八九十'
/** `五个最严`: no such slogan. */
const misnamed = (paper: Paper, { number, noun, name, source }: Slogan): Finding[] =>
  [...paper.text.matchAll(new RegExp(`(?<![${numerals}])([${numerals}])${noun}`, 'g'))]
    .filter((match) => match[1] !== number)
    .map((match) =>
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'contradiction',
        kind: 'enumeration',
        calculation: `“${joined(match[0])}”，应为“${name}”（${source}）`,
        explanation: '通行提法的项数与所称不符。',
      }),
    )
