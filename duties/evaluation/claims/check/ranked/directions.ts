import type { Finding } from '../../contract.ts'
import { namedRows } from './named-rows.ts'
import { before, between, finding, findingAt, inSentence, isGrowth, isIncrement, isPoints, isRank, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Which way figures go: runs in time against the words told of them, and the highest and the lowest of a row by name. */
export const checkDirections = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => {
    const runs = runsOf(paper, sentence)
    return [...runs.flatMap((run) => [...trend(paper, run), ...turn(paper, run)].slice(0, 1)), ...halves(paper, sentence)]
  })

type Run = readonly Figure[]
const times = /(?:20)?\d{2}年|\d{1,2}月|[一二三四]季度|[上下]半年|今年|去年|上年/g
const link =
  /^(?:分别|依次)?(?:起步|达到?|为|是|(?:逐[年月季])?(?:增加|增长|减少|下降|上升|提高|提升|推进|加快|放缓|攀升|升|降|增|减|回落|扩大)(?:到|至|为))?$/

/** Figures of one unit with nothing but times and verbs of change between them. */
function runsOf(paper: Paper, sentence: number): Run[] {
  const runs: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    if (figure.cell !== null || isPoints(figure) || isRank(paper, figure)) continue
    const last = runs.at(-1)?.at(-1)
    const words = last
      ? between(paper, last, figure)
          .replaceAll(times, '')
          .replaceAll(/(?<=[、，和及])[-−–]$/g, '')
          .replaceAll(/[底末份的、，和及再又并]/g, '')
      : ''
    if (last && sort(last) === sort(figure) && last.at === figure.at - 1 && link.test(words) && !isIncrement(paper, figure))
      runs.at(-1)!.push(figure)
    else runs.push([figure])
  }
  return runs.filter(({ length }) => length > 1)
}

const up = '走高|回升|增加|增长|提高|提升|上升|递增|攀升|增多|扩大|推进|上涨|加大|加快|向好|增强|跃升'
const down = '走低|下降|减少|降低|递减|回落|下滑|缩小|缩减|放缓|压减|压缩|收缩|萎缩'
const told = new RegExp(
  `(?:逐[年月季]|连年|连续(?:[一-鿿\\d]{1,3}年)?|持续|年年|月月|稳步|不断)[^，。；、\\d]{0,6}?(?:(?<up>${up})|(?<down>${down}))|(?<steps>一[年季月]一个(?:新)?台阶|(?:年年|季季|月月)(?:都)?上(?:一个)?(?:新)?台阶)|一[年季月周天期]比一[年季月周天期](?:(?<more>多|高|大|好)|(?<less>少|低|小|差))`,
  'g',
)
/** `前三个季度逐季上升`: what is said holds for so many of the row. */
export const firstFew = (words: string): number | undefined => {
  const match = /前([两二三四五六七八九十])个?(?:季度|月|年)[^，。；]{0,4}(?:逐|持续|连续|稳步|不断)/.exec(words)?.[1]
  return match === undefined ? undefined : '一二三四五六七八九十'.indexOf(match.replace('两', '二')) + 1
}

/** 分别为-9.9%、0.5%: the sign stands before the figure. */
const signed = (paper: Paper, one: Figure): Figure =>
  /(?<![\d%])[-−–]$/.test(paper.text.slice(Math.max(0, one.start - 2), one.start)) && one.low > 0 ? { ...one, value: -one.value, low: -one.high, high: -one.low } : one

const topic = /办案|不合格|合格|投诉|举报|经费|投入|案件|满意|知晓|抽检/g
const topicsOf = (words: string): string => [...new Set(words.match(topic) ?? [])].sort().join()

/** `5月、6月、7月分别受理648件、735件、584件，逐月走高`, `投入连续上升。2019年至2023年，…分别为…`. */
function trend(paper: Paper, all: Run): Finding[] {
  const [first, last] = [all[0]!, all.at(-1)!]
  const run = all.map((one) => signed(paper, one)).slice(0, firstFew(paper.text.slice(last.end, last.end + 24)) ?? all.length)
  if (run.length < 3) return []
  // growth that goes on is no faster growth: only its speed is told of the row
  const speed = isGrowth(paper, first) || run.some((one) => one.high < 0)
  const { start, end } = paper.document.sentences[first.sentence]!
  const above =
    paper.paragraphs[first.sentence - 1] === paper.paragraphs[first.sentence] ? paper.document.sentences[first.sentence - 1] : undefined
  const heading = above && above.end - above.start < 24 && inSentence(paper, first.sentence - 1).length === 0 ? above.start : start
  const from = Math.max(heading, first.start - 80)
  const words = paper.text.slice(from, Math.min(end, last.end + 24))
  const found = [...words.matchAll(told)].filter((match) => {
    const at = from + match.index
    const apart = at < first.start ? paper.text.slice(at, first.start) : at > last.end ? paper.text.slice(last.end, at) : ''
    return !/；/.test(apart) && !(at > last.end && /\d|[，].*[，]/.test(apart)) && !(at < start && !/连续|持续|逐/.test(match[0]))
  })
  const near = found.find((match) => from + match.index > last.end) ?? found.at(-1)
  if (near && speed && !/增[速幅]|涨幅/.test(`${lead(paper, first)} ${words.slice(Math.max(0, near.index - 8), near.index)}`)) return []
  if (!near) return []
  const own = topicsOf(
    paper.text
      .slice(Math.max(0, from + near.index - 8), from + near.index)
      .split(/[，。；]/)
      .at(-1)!,
  )
  // 不合格批次分别为412批次、426批次和450批次，不合格率逐年走低: of the rate, not of the counts
  if (!isRate(first) && /率[一-鿿]{0,4}$/.test(paper.text.slice(Math.max(0, from + near.index - 6), from + near.index))) return []
  const meant = topicsOf(`${first.subject}${first.measure}${from + near.index < start ? before(paper, first, 60) : lead(paper, first, 16)}`)
  // 不合格率逐季回落 is not said of 合格率; a sentence before must name what it speaks of
  const same = own
    .split(',')
    .some(
      (one) =>
        meant.includes(one) ||
        (one === '办案' && meant.includes('案件')) ||
        (one === '投入' && (first.unit === '元' || meant.includes('经费'))),
    )
  if (own === '' || meant === '' ? from + near.index < start : !same) return []
  const rises = near.groups?.['up'] !== undefined || near.groups?.['more'] !== undefined || near.groups?.['steps'] !== undefined
  const broken = run.slice(1).find((one, at) => (rises ? one.high < run[at]!.low : one.low > run[at]!.high))
  if (!broken) return []
  // a trend told right behind the row, or of what is named as the row is, is told of the row
  const apart = paper.text.slice(last.end, from + near.index)
  const behind = from + near.index >= last.end && /^[，、\s]*(?:总体|整体|均|呈|实现|保持|数量|总量)*$/.test(apart)
  const sure = (from + near.index > start && run.slice(1).every((one, at) => (rises ? one.high < run[at]!.low : one.low > run[at]!.high))) || behind || (own !== '' && same && run.length > 3)
  const word = from + near.index + near[0].length
  return [say(paper, broken, run, near[0], sure ? 'contradiction' : 'doubtful', word > last.end ? word : undefined)]
}

const rising = /(?:升|提高|提升|上升|增长|增加|上涨|扩大|扩充|加快|攀升|推进)(?:到|至|为)$/
const falling = /(?:降|下降|降低|减少|压缩|缩短|回落|下滑|放缓)(?:到|至|为)$/

/** `从97.1%、97.5%、98.2%升至82.4%`, `由2021年的…、2022年的…降至2023年的…`: the last lies on the other side. */
function turn(paper: Paper, run: Run): Finding[] {
  const [first, last] = [run[0]!, run.at(-1)!]
  const words = between(paper, run.at(-2)!, last)
    .replaceAll(times, '')
    .replaceAll(/[底末的]/g, '')
  const rises = rising.test(words)
  if ((!rises && !falling.test(words)) || !/[由从][^，。；]*$/.test(before(paper, first, 30))) return []
  const against = (one: Figure, other: Figure): boolean => (rises ? other.high < one.low : other.low > one.high)
  const broken = run.slice(1).find((one, at) => against(run[at]!, one))
  return broken ? [say(paper, broken, run, words, against(first, last) && run.length === 2 ? 'contradiction' : 'doubtful')] : []
}

const say = (paper: Paper, at: Figure, run: Run, words: string, verdict: 'contradiction' | 'doubtful', end = at.end): Finding =>
  findingAt(
    paper,
    at.start,
    end,
    {
      verdict,
      kind: 'series',
      calculation: `${run.map((one) => (one.value < 0 ? `−${printed(one)}` : printed(one))).join(' → ')}，所称“${words}”`,
      explanation: `升降方向与所列各数相反。${verdict === 'doubtful' ? '若所说的是另一项指标则无误。' : ''}`,
    },
    run.map(({ id }) => id),
  )

/** `占54.5%，超过半数`: a share beside the half. */
function halves(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((rate, at) => {
    const half = same[at + 1]
    const behind = paper.text.slice(rate.end, rate.end + 12)
    const words = /^，(?:已|约|还)?(超过?了?|过|不足|不到|未过|接近)(?:了)?(?:半数?|一半)/.exec(behind)?.[1]
    if (!words || !isRate(rate) || isGrowth(paper, rate) || isPoints(rate)) return []
    const more = /^(?:超|过)/.test(words)
    if (more ? rate.high > 50 : rate.low < 50) return []
    return [
      finding(paper, half && half.value === 50 && half.start < rate.end + 12 ? [half, rate] : [rate], {
        verdict: 'contradiction',
        kind: 'bound',
        calculation: `${printed(rate)} 与 50%`,
        explanation: `所列占比并不${more ? '超过' : '不足'}一半。`,
      }),
    ]
  })
}

const extreme = /(?<!之|(?<!占)比)最(多|高|大|少|低|小)(?!限|少于|多不|少不|低工资|终|新)/g
const most = new Set(['多', '高', '大'])

/** `三季度最多`, `最多的是蓼城街道`: the name must be first or last of some row that names it. */
export function checkExtremes(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const words = paper.text.slice(start, end)
    const matches = [...words.matchAll(extreme)]
    if (matches.length === 0) return []
    const rows = namedRows(paper, sentence)
    if (rows.length === 0) return []
    return matches.flatMap((match) => {
      const at = start + match.index
      const ahead = words
        .slice(0, match.index)
        .split(/[，。；：、]/)
        .at(-1)!
      const behind = words.slice(match.index + match[0].length)
      const follows = /^的(?:[一-鿿]{0,4})?是([一-鿿]{2,10})/.exec(behind)?.[1]
      // 农贸市场最多，17批次；超市6批次: what is compared is told right behind
      const own = /^，(?:为|达|有|共)?(?=\d)/.exec(behind)
      const told = own && paper.figures.find((one) => one.start === at + match[0].length + own[0].length)
      const mine = rows.filter((row) => !told || row.some(({ figure }) => figure === told)).flatMap((row) => {
        const named = row.filter(({ name }) =>
          follows === undefined
            ? /^(?:为|是)?[一-鿿]{0,3}$/.test(ahead.replace(name, '')) && ahead.includes(name)
            : follows.startsWith(name),
        )
        return named.length === 1 ? [{ row, own: named[0]! }] : []
      })
      const high = most.has(match[1]!)
      const right = mine.some(({ row, own }) =>
        row.every(({ figure }) => (high ? figure.low <= own.figure.high : figure.high >= own.figure.low)),
      )
      const [one] = mine
      if (!one || right) return []
      const best = one.row.toSorted((a, b) => (high ? b.figure.value - a.figure.value : a.figure.value - b.figure.value))[0]!
      const named = follows === undefined ? ahead.length - ahead.lastIndexOf(one.own.name) : 0
      return [
        findingAt(
          paper,
          at - named,
          at + match[0].length + (follows === undefined ? 0 : behind.indexOf(one.own.name) + one.own.name.length),
          {
            verdict: 'doubtful',
            kind: 'series',
            calculation: `${one.own.name} ${printed(one.own.figure)}，${best.name} ${printed(best.figure)}`,
            explanation: `所称“${match[0]}”与所列各数不符；若所比的是另一项指标则无误。`,
          },
          [one.own.figure.id, best.figure.id],
        ),
      ]
    })
  })
}
