import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'
import { judged, listEnding, numeral, parts, valueOf, type Found } from './listing.ts'
import { BEYOND, slogans } from './slogan-members.ts'

/** Lists announced with a number of members (五进、六可、“四个一”、三个维度、以下三项) that have another count. */
export function checkEnumerations(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) =>
    paper.document.sentences.flatMap(({ start, end }) => {
      const sentence = paper.text.slice(start, end)
      return [
        ...slogans(sentence, paper.text.slice(end, end + BEYOND).split('\n')[0]!),
        ...signed(sentence),
        ...ofSign(sentence),
        ...bracketed(sentence),
        ...compounds(sentence),
        ...listsBefore(sentence),
        ...examples(sentence),
        ...pointed(sentence),
        ...quotedLists(sentence),
      ].map(({ from, to, verdict, calculation, explanation }) =>
        findingAt(paper, start + from, start + to, { verdict, kind: 'enumeration', calculation, explanation }),
      )
    }),
  )
}

const sign = new RegExp(`[“"](${numeral})([一-鿿])[”"]`, 'g')
/** `信息员、协管员、宣传员“三员”`: every member ends with the sign that is counted. */
function signed(sentence: string): Found[] {
  return [...sentence.matchAll(sign)].flatMap((match) => {
    const list = listEnding(sentence, match.index)
    const said = valueOf(match[1]!)
    if (list.length < 2 || said < 2 || said > 12 || !list.every((one) => one.endsWith(match[2]!))) return []
    return [judged(match.index, match[0], said, list.length, list.map((one) => one.slice(-6)).join('、'), 'contradiction')]
  })
}

const ofOneSign = new RegExp(`[“"](${numeral})(?:个|项)([一-鿿]{1,4})[”"]`, 'g')
const works = /^(?:行动|机制|工程|制度|原则|措施|清单|任务|工作|活动|整治|提升|要求)$/
/** `抓责任、抓监管、抓保障“三个抓”`, `未备案的一律备案、违法的一律立案“两个一律”`, `学法规、查隐患、促规范“三项行动”`. */
function ofSign(sentence: string): Found[] {
  return [...sentence.matchAll(ofOneSign)].flatMap((match) => {
    const list = listEnding(sentence, match.index)
    const said = valueOf(match[1]!)
    const sign = match[2]!
    // 文化建设“八项工程”等: one member more, not the name of them all
    if (list.length < 2 || said < 2 || said > 12 || sign === '一' || /^[等、]/.test(sentence.slice(match.index + match[0].length))) return []
    const members = [list[0]!.slice(-Math.max(...list.slice(1).map(({ length }) => length))), ...list.slice(1)]
    const borne = members.every((one) => one.includes(sign))
    const even = works.test(sign) && members.length > 2 && new Set(members.map(({ length }) => length)).size === 1 && members[0]!.length < 7
    if (!borne && !even) return []
    return [judged(match.index, match[0], said, members.length, members.map((one) => one.slice(-8)).join('、'), 'contradiction')]
  })
}

const bracket = new RegExp(`[“"](${numeral})([一-鿿]{1,4})[”"](?:[一-鿿]{0,4})\\(([^()]{4,120})\\)`, 'g')
/** `“三员”（协管员、信息员、宣传员）`. */
function bracketed(sentence: string): Found[] {
  return [...sentence.matchAll(bracket)].flatMap((match) => {
    const list = parts(match[3]!.replaceAll(/[，；]/g, '、'))
    if (list.length < 2 || /等$|\d/.test(match[3]!) || /[进可有化查定清建]$|个一$/.test(match[2]!)) return []
    return [judged(match.index, match[0], saidBy(match[1]!, match[2]!), list.length, list.map((one) => one.slice(0, 8)).join('、'), 'contradiction')]
  })
}

/** `三改一提` counts twice, and has the members of both. */
const saidBy = (first: string, words: string): number => [...words.matchAll(/(?!^)[两二三四五六七八九一](?=[一-鿿])/g)].reduce((all, [one]) => all + valueOf(one), valueOf(first))

const compound = new RegExp(`[“"](一|${numeral})([一-鿿])(一|${numeral})([一-鿿])[”"][一-鿿]{0,4}(?:，?(?:即|包括|分别[为是]|也就是)：?|：|[(](?:即)?)([^，。；()：]{6,80})(?=[，。；)])`, 'g')
/** `“三书一函”制度，即提醒敦促书、整改通知书、挂牌督办书和约谈函`: every member ends with one of the two signs. */
function compounds(sentence: string): Found[] {
  return [...sentence.matchAll(compound)].flatMap((match) => {
    const list = match[5]!.split(/以及|[、和及与]/)
    const counts = [2, 4].map((sign) => list.filter((one) => one.endsWith(match[sign]!)).length)
    if (list.length < 3 || counts[0]! + counts[1]! !== list.length || match[2] === match[4]) return []
    const said = valueOf(match[1]!) + valueOf(match[3]!)
    return [judged(match.index, match[0], said, list.length, list.join('、'), 'contradiction')]
  })
}

const named = new RegExp(
  `(等)?(${numeral})(?:个|项|大|类|级|种|部|方)?(维度|方面|环节|领域|制度|机制|大类|类别|部门|单位|区县|步骤|阶段|层级|级(?=[^以]|$)|层面|清单|行动|工程|专项|措施|办法|标准|要点|要素|关键|原则|渠道|平台|系统|体系|品种|季(?!度))`,
  'g',
)

/** `企业自评、部门评价、社会评价三个维度`: the list ends where its number stands. */
function listsBefore(sentence: string): Found[] {
  return [...sentence.matchAll(named)].flatMap((match) => {
    const said = valueOf(match[2]!)
    if (said < 2 || /[第前近十百0-9.]$/.test(sentence.slice(0, match.index))) return []
    const titles = titlesBefore(sentence, match.index)
    if (titles.length > 1) {
      if (match[1] && titles.length <= said) return []
      return [judged(match.index, match[0], said, titles.length, titles.join('、'), match[1] ? 'contradiction' : 'doubtful')]
    }
    const clause = joined(sentence.slice(Math.max(0, match.index - 100), match.index))
      .split(/[，。；：:()]/)
      .at(-1)!
    const list = clause.split('、')
    if (list.length < 2 || list.some((one) => one === '') || /(?:开展|实施|组织|推进|部署|建立|完成|制定|印发)$/.test(list.at(-1)!)) return []
    const most = list.length + (list.at(-1)!.match(/[和及与]|以及/g)?.length ?? 0)
    const words = list.map((one, at) => (at === 0 ? one.slice(-6) : one.slice(0, 10)))
    if (match[1])
      return most > said && list.length > said ? [judged(match.index, match[0], said, list.length, words.join('、'), 'doubtful')] : []
    if (said >= list.length && said <= most) return [judged(match.index, match[0], said, said, words.join('、'), 'doubtful')]
    // words of one sign run together (省市县三级), and the first member may carry what stands before the list
    if (
      /级|季/.test(match[3]!) &&
      [...clause.replace(/^.*[^省市县区乡镇村街道春夏秋冬国家]/, '').replaceAll(/[、和及与]/g, '')].length === said
    )
      return []
    return said > most + 3 || list.length > said + 4 ? [] : [judged(match.index, match[0], said, most, words.join('、'), 'doubtful')]
  })
}

const example = new RegExp(`等\\s*(${numeral})\\s*(?:个|种|家|所|类|项|名|部|大)(?!以上|多|余)`, 'g')
/** `甲、乙、丙、丁等4种农药`: as many names as the number says, or fewer, never more. */
function examples(sentence: string): Found[] {
  return [...sentence.matchAll(example)].flatMap((match) => {
    const clause = sentence
      .slice(Math.max(0, match.index - 120), match.index)
      .split(/[，。；：:()》]/)
      .at(-1)!
    const all = parts(clause)
    const list = all.slice(
      Math.max(
        0,
        all.findLastIndex((one, at) => at < all.length - 1 && /[中的对将把为在](?=[一-鿿]{2})/.test(one)),
      ),
    )
    const said = valueOf(match[1]!)
    if (list.length < 3 || said < 3 || list.length < said) return []
    return [
      judged(
        match.index,
        match[0],
        said,
        list.length,
        list.map((one, at) => (at === 0 ? one.slice(-6) : one.slice(0, 10))).join('、'),
        'doubtful',
      ),
    ]
  })
}
/** Titles in book marks that stand one behind the other up to a place. */
function titlesBefore(sentence: string, at: number): string[] {
  const run = /(?:《[^》]{2,80}》[、和及与\s]*){2,}$/.exec(sentence.slice(0, at).slice(-600))
  return run ? [...run[0].matchAll(/《([^》]+)》/g)].map((match) => match[1]!.slice(0, 10)) : []
}

const quote = new RegExp(
  `[“"]([^“”"。；]{5,90})[”"](?:这|等|的)?[“"]?(${numeral})(?:个|项|大|条|种|类)?(?:[一-鿿]{1,4}[”"]|重点|任务|举措|措施|行动|工作|工程|机制|制度|专项|活动|理念|原则)`,
  'g',
)
/** `“守底线、查隐患、强监管、促提升”五项重点`: the quoted list has as many members as the number behind it says. */
function quotedLists(sentence: string): Found[] {
  return [...sentence.matchAll(quote)].flatMap((match) => {
    const list = joined(match[1]!).split(/[、，]/)
    const said = valueOf(match[2]!)
    // 讲政策、讲法规…“五讲”, 一图、一表…“五个一”: members of one build
    if (list.length < 3 || said > 15 || list.some((one) => one === '') || /等$/.test(list.at(-1)!)) return []
    const even = Math.max(...list.map(({ length }) => length)) - Math.min(...list.map(({ length }) => length)) < 4
    return even || list.length === said ? [judged(match.index, match[0], said, list.length, list.join('、'), even ? 'contradiction' : 'doubtful')] : []
  })
}

const announced = new RegExp(`(?:以下|如下|下列|突出|抓好|做到|采取|实施)(${numeral})(?:个|项|条|点|大|方面)[一-鿿]{0,6}[：:，,]`, 'g')
/** `主要有以下三个方面：一是…二是…四是`. */
function pointed(sentence: string): Found[] {
  return [...sentence.matchAll(announced)].flatMap((match) => {
    const rest = sentence.slice(match.index + match[0].length)
    const points = [...rest.matchAll(/(?<=^|[；，：:])([一二三四五六七八九十]{1,2})是/g)].map((one) => hanNumber(one[1]!))
    if (points.length < 2 || points[0] !== 1) return []
    return [judged(match.index, match[0], valueOf(match[1]!), points.length, points.map((one) => `${one}`).join('、'), 'contradiction')]
  })
}
