import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Members that are announced by number and then told: names in marks, phases with their times, places by name, headings and 一是、二是 below. */
export const checkAnnounced = (paper: Paper): Finding[] => [
  ...paper.document.sentences.flatMap((sentence) =>
    [quotedNames, dividedInto, placesByName].flatMap((find) =>
      find(paper.text.slice(sentence.start, sentence.end)).map((found) => say(paper, sentence.start, found)),
    ),
  ),
  ...headingsBelow(paper),
  ...headingsUnder(paper),
  ...pointsBelow(paper),
  ...signsBelow(paper),
  ...deedsBelow(paper),
]

/** `sure`: the members are those that the number counts, and there is no room for others. */
type Found = { readonly at: number; readonly text: string; readonly said: number; readonly list: readonly string[]; readonly sure?: boolean }

const numeral = '[两二三四五六七八九十]|十[一二三四五六七八九]|\\d{1,2}'
const valueOf = (printed: string): number => (/^\d/.test(printed) ? Number(printed) : hanNumber(printed.replace('两', '二')))

function say(paper: Paper, offset: number, { at, text, said, list, sure = true }: Found): Finding {
  // 其余各1项: one thing announces no list
  const fits = said === list.length || said < 2
  return findingAt(paper, offset + at, offset + at + text.length, {
    verdict: fits ? 'holds' : sure ? 'contradiction' : 'doubtful',
    kind: 'enumeration',
    calculation: `“${joined(text)}”：所列 ${list.length} 项（${list.map((one) => joined(one).slice(0, 10)).join('、')}），所称 ${said} 项`,
    explanation: fits ? '所列的项数与所称相符。' : `所列的项数与所称不符${sure ? '' : '；若所列只是其中一部分或含未写明的一项则无误'}。`,
  })
}

const things =
  '专项行动|专项整治|专项|行动|工程|活动|计划|平台|系统|机制|制度|模式|品牌|项目|清单|台账|办法|方案|环节|方面|体系|课题|专班|小组|领域|载体|措施|举措'
const quoted = new RegExp(
  `((?:[“"][^“”"。；]{1,24}[”"][、和及与]?){2,12})(?:这|等)?(${numeral})(?:个|大|项|类|种|条)?(?:重点|主题|特色|品牌)?(?:${things})`,
  'g',
)
/** `“清源”“铁拳”“护苗”三个专项行动`. */
function quotedNames(sentence: string): Found[] {
  return [...sentence.matchAll(quoted)].flatMap((match) => {
    const list = [...match[1]!.matchAll(/[“"]([^“”"]+)[”"]/g)].map((one) => one[1]!)
    const before = sentence.slice(0, match.index)
    if (/等$/.test(match[1]!) || (match[0].includes('”等') && list.length <= valueOf(match[2]!)) || /[一-鿿][、]$/.test(before)) return []
    if (list.some((one) => one.includes('、'))) return []
    const at = match.index + match[1]!.length
    return [{ at, text: sentence.slice(at, match.index + match[0].length), said: valueOf(match[2]!), list }]
  })
}

const divided = new RegExp(
  `(?:分为|分成|分|划分为|共分|按|包括|设|经过|采取)(${numeral})个?(阶段|环节|步骤|层次|批次|组|小组|步|片区)(?:进行|实施|推进|开展|组织实施)?[：:，,]`,
  'g',
)
/** `分为三个阶段：动员部署阶段（9月1日—9月15日），集中整治阶段（…），总结提升阶段（…）`. */
function dividedInto(sentence: string): Found[] {
  return [...sentence.matchAll(divided)].flatMap((match) => {
    const rest = sentence
      .slice(match.index + match[0].length)
      .replaceAll(/\([^()]*\)|（[^（）]*）/g, '')
      .replace(/[。！]\s*$/, '')
    const noun = match[2]!.slice(-2)
    const list = rest
      .split(/[，；、]|和(?=[一-鿿]{2,8}阶段)/)
      .map(joined)
      .filter((one) => one.endsWith(noun) || new RegExp(`^(?:第?[一二三四五六七八九十]|[一-鿿]{2,8})(?:是|为)?${noun}`).test(one))
    return list.length > 1 ? [{ at: match.index, text: match[0].slice(0, -1), said: valueOf(match[1]!), list }] : []
  })
}

const place = '[一-鿿]{1,4}(?:新区|开发区|街道|[区县市旗镇乡])'
const places = new RegExp(
  `((?:${place}、){2,30}${place}(?:[和及与]${place})?)(?:等)?(?:这)?(${numeral})(?:个|家)?(?:县|区|市|旗|镇|乡|街道|地区|乡镇|城区|地)(?:[（(][^（()）]{1,12}[)）])?`,
  'g',
)
/** `甲区、乙区、丙县3个县（区）`: as many names as the number says. */
function placesByName(sentence: string): Found[] {
  return [...sentence.matchAll(places)].flatMap((match) => {
    const list = match[1]!.split(/[、和及与]/).filter((one) => one !== '')
    const other = /等$/.test(sentence.slice(match.index + match[1]!.length, match.index + match[1]!.length + 1))
    const said = valueOf(match[2]!)
    // the first of a list may be torn from the one before it
    if (/[一-鿿][、和及与]$/.test(sentence.slice(Math.max(0, match.index - 2), match.index)) || (other && list.length <= said)) return []
    const at = match.index + match[1]!.length
    return [{ at, text: sentence.slice(at, match.index + match[0].length), said, list }]
  })
}

const aspects = new RegExp(
  `(${numeral})(?:个)?(?:大)?(?:方面|部分|个问题|点|条|项(?!次))(?:的|主要|突出|具体|重点)*(?:[一-鿿]{0,8})(?:[：:]|。)\\s*$`,
)
/** `梳理出四个方面的突出问题：` and the headings that follow it, one level deeper, up to the next of its own. */
function headingsBelow(paper: Paper): Finding[] {
  const { headings, sentences } = paper.document
  return sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    const match = aspects.exec(joined(words))
    const first = headings.findIndex((one) => one.start >= end)
    const own = headings.findLast((one) => one.start <= start)
    if (!match || first < 0 || paper.text.slice(end, headings[first]!.start).trim() !== '') return []
    const { level, number } = headings[first]!
    if (number !== 1 || (own && own.level >= level && own.start !== start)) return []
    const next = headings.findIndex((one, at) => at > first && one.level < level)
    const members = headings.slice(first, next < 0 ? undefined : next).filter((one) => one.level === level)
    const last = members.at(-1)!.number
    if (members.length < 2 || last !== members.length || last === valueOf(match[1]!) || valueOf(match[1]!) > last + 3) return []
    const at = paper.text.lastIndexOf(match[1]!, end)
    if (at < start) return []
    return [
      say(paper, 0, {
        at,
        text: paper.text.slice(at, at + match[1]!.length + 3),
        said: valueOf(match[1]!),
        list: members.map(({ title }) => title),
      }),
    ]
  })
}

const counted = new RegExp(`(?<![第前近上下\\d〇零一二三四五六七八九十百])(${numeral})[个大项件点道类条场张把篇步块支]?(?:重点|突出|主要|民生|具体)?(?:实事|大事|事|任务|关口?|防线|方面|问题|短板|不足|差距|弱项|举措|措施|工作|工程|行动|机制|重点|特点|亮点|做法|成效|建议|硬仗|抓手|关键|体系|环节|转变|提升|坚持|到位|强化|突破|文章|品牌|清单)$`)
/** `三、办好四件实事`, and under it the headings of the next level, all in their order. */
function headingsUnder(paper: Paper): Finding[] {
  const { headings } = paper.document
  return headings.flatMap((heading, at) => {
    const match = counted.exec(joined(heading.title))
    const said = match ? valueOf(match[1]!) : 0
    if (said < 2 || said > 12 || !/^\s*[。：:]?\s*\n/.test(paper.text.slice(heading.end, heading.end + 4))) return []
    const next = headings.findIndex((one, index) => index > at && one.level <= heading.level)
    const below = headings.slice(at + 1, next < 0 ? undefined : next)
    const level = below[0]?.level
    const members = below.filter((one) => one.level === level)
    if (members.length < 2 || members.some((one, index) => one.number !== index + 1) || members.length === said || Math.abs(members.length - said) > 3) return []
    return [say(paper, 0, {
      at: heading.start,
      text: paper.text.slice(heading.start, heading.end),
      said,
      list: members.map(({ title }) => title),
      // what stands behind them may be no member (保障措施)
      sure: members.length < said && said - members.length < 3,
    })]
  })
}

const told = new RegExp(
  `(?<![第前近上下〇零一二三四五六七八九十百\\d])(${numeral})(?!项次|件次|家次|户次|个月|个季度|个学期)(?:个|大|项|条|点|方面|件|块|类|道|把|场)(?:大事|实事|事|方面|问题|不足|短板|重点|举措|措施|工作|任务|特点|亮点|做法|体会|困难|环节|抓手|关键|关|硬仗|文章|转变|建议|意见|要求)?[^。；，：\\n]{0,10}(?:[：:。，]\\s*|\\n\\s*)(?:主要是|即)?一(?:[是要]|个是)`,
  'g',
)
const done = /(?:完成|达标|整改|办结|落实|新增|建成|销号|达|共|(?<!主要|存在|还|仍|具体|问题|不足|短板|原因|特点|做法|经验|表现|措施|举措|建议)有|未|余|其余|剩余)(?:了|的|有|其中)?$/
/** `存在三方面不足：一是…二是…`: the points of its paragraph, and of those that go on with them. */
function pointsBelow(paper: Paper): Finding[] {
  return [...paper.text.matchAll(told)].flatMap((match) => {
    const from = match.index + match[0].length
    const rest = paper.text.slice(from, from + 20_000)
    const stop = paper.document.headings.find((one) => one.start > from && !/是$/.test(one.printed))?.start ?? Infinity
    let last = 1
    for (const point of rest.slice(0, Math.max(0, stop - from)).matchAll(/(?<=^|[。；：，、\s])([一二三四五六七八九十]{1,2})[是要]/g)) {
      const number = hanNumber(point[1]!)
      if (number === 1) break
      if (number === last + 1) last = number
    }
    const said = valueOf(match[1]!)
    // 已完成11项。一是…: what was done is counted, no points are announced
    // 存在两个短板：一个是…；一个是…
    if (last < 2 && /一个是/.test(paper.text.slice(from - 3, from))) last = 1 + (rest.slice(0, Math.max(0, stop - from)).split('\n')[0]!.match(/[，；。](?:另)?一个是/g)?.length ?? 0)
    if (last < 2 || said === last || said > 12 || done.test(joined(paper.text.slice(Math.max(0, match.index - 8), match.index)))) return []
    const list = Array.from({ length: last }, (_, at) => `${at + 1}`)
    const sure = /方面|[件块]|问题|不足|短板|举措|措施|做法|建议|意见|要求|困难|体会|特点|亮点|工作[：:。]/.test(match[0])
    return [say(paper, 0, { at: match.index, text: match[0].slice(0, 12), said, list, sure })]
  })
}

/** Signs that number points within a paragraph: the first, and those that may follow. */
const signs: readonly (readonly [RegExp, (at: number) => string])[] = [
  [/^\(1\)/, (at) => `(${at})`],
  [/^①/, (at) => String.fromCodePoint('①'.codePointAt(0)! + at - 1)],
  [/^1[.、．](?!\d)/, (at) => `${at}、`],
  [/^第一[，、]/, (at) => `第${'一二三四五六七八九十'[at - 1]}`],
]
const opening = new RegExp(`(?<![第前近上下〇零一二三四五六七八九十百\\d])(${numeral})[个大项条点件类道把]?(?:方面|件?事|工作|任务|问题|不足|举措|措施|重点|建议|要求|做法|环节)[：:]\\s*(?=\\(1\\)|①|1[.、．]|第一[，、])`, 'g')
/** `抓好三件事：（1）…；（2）…；（3）…。` */
const signsBelow = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(opening)].flatMap((match) => {
    const from = match.index + match[0].length
    const rest = paper.text.slice(from, from + 1500).split('\n')[0]!.replaceAll(/[.．](?=[^\d])/g, '、')
    const style = signs.find(([first]) => first.test(rest))
    if (!style) return []
    let last = 1
    for (let at = rest.indexOf(style[1](2)); at > 0; at = rest.indexOf(style[1](last + 1), at + 1)) last += 1
    const said = valueOf(match[1]!)
    if (last < 2 || said === last || Math.abs(said - last) > 3) return []
    return [say(paper, 0, { at: match.index, text: match[0].trim(), said, list: Array.from({ length: last }, (_, at) => `${at + 1}`) })]
  })

const deeds = new RegExp(`(?<![第前近上下\\d各一二三四五六七八九十百])(${numeral})(?:个|大|项)?(?:重点)?(?:专项)?(行动|工程|活动|战役|攻坚战|任务|计划)`, 'g')
/** `六大专项行动`, and headings below whose names all end in the same word: `（一）…行动`, `（二）…行动`. */
function deedsBelow(paper: Paper): Finding[] {
  const runs: { noun: string; titles: string[]; start: number }[] = []
  let level = -1
  for (const heading of paper.document.headings) {
    const title = joined(heading.title).split(/[。，：；]/)[0]!
    const run = runs.at(-1)
    if (heading.number === 1) {
      const noun = /(?:行动|工程|活动|战役|攻坚战|任务|计划)$/.exec(title)?.[0]
      if (noun) {
        runs.push({ noun, titles: [title], start: heading.start })
        level = heading.level
      } else if (heading.level === level) level = -1
    } else if (run && heading.level === level && heading.number === run.titles.length + 1) run.titles.push(title)
  }
  const whole = runs.filter(({ noun, titles }) => titles.length > 2 && titles.every((one) => one.endsWith(noun)))
  const [run] = whole
  if (!run || whole.length > 1) return []
  return [...paper.text.matchAll(deeds)].flatMap((match) => {
    const said = valueOf(match[1]!)
    // 五大行动 of others may be told too; a number near that of the headings is theirs
    if (match[2] !== run.noun || !/大|专项|重点/.test(match[0]) || said === run.titles.length || Math.abs(said - run.titles.length) > 2) return []
    return [say(paper, 0, { at: match.index, text: match[0], said, list: run.titles, sure: false })]
  })
}
