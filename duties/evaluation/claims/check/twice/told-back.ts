import type { Finding } from '../../contract.ts'
import { havingOf } from './retold/left.ts'
import { meet, minus, show } from '../ground/interval.ts'
import { countsLike, neighbours } from '../ground/near.ts'
import {
  before,
  between,
  earlier,
  finding,
  isCount,
  isExact,
  isIncrement,
  isMean,
  lead,
  named,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/**
 * Counts that a later section takes up again: what is left, what is to be done about it, whom it was done to (`仍有2项任务尚未启动` after
 * `尚未启动2项`, `抓好39个限期整改问题的销号`, `其余6个尚未达标` after the whole and what was done). The words of both places tell that they speak of one thing.
 */
export const checkToldBack = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) => {
    if (!able(paper, figure) || figure.value < 2) return []
    const words = wordsOf(paper, figure)
    // 93个所中配备快检室的62个: some of those that its own clause counts
    if (/(?<=[一-鿿])中[^，。；、\d仍尚未]{2,14}$/.test(lead(paper, figure, 24).replace(/^.*\d/, '')) && !/其余|未/.test(plain(words))) return []
    if (words.length < 3 || /^的?(?:目标|任务)/.test(tail(paper, figure)) || fresh.test(words) || (planned.test(before(paper, figure, 160)) && !/其余/.test(plain(lead(paper, figure, 8))))) return []
    return byName(paper, figure) ?? told(paper, figure, words) ?? leftOf(paper, figure, words) ?? []
  })

const able = (paper: Paper, one: Figure): boolean =>
  isCount(one) && isExact(one) && one.cell === null && one.low > 0 && one.bracketOf === null && !isIncrement(paper, one) && !isMean(paper, one)

/** Another thing than what was told: of another time, new, only meant. */
const fresh = /上年|去年|同期|每|平均|新增|新建|再|另|力争|目标|至少|不少于|以上|比|较(?!大)|首批|试点|第[一二三四五六七八九十]批/

/** What is still to come is no count of what was told. */
const planned = /(?:20\d{2}年|明年|下一步)，?(?:我[市县区])?(?:将|要|计划)[^。；]*$|预期目标|主要目标|力争|(?:^|[，；])(?:我[市县区])?将(?=[^，。；]{0,12}$)|计划(?!单)[^，。；]{0,12}$|(?:合计|共计|[两三四]类)[^，。；]{0,10}$/

/** Words for one state of things. Data, not rules. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/余下的?|剩余的?|其余的?|剩下的?|还剩|尚余|仅余/g, '其余'],
  [/没有|尚未|还未|仍未|暂未/g, '未'],
  [/(?:仍|尚|还)有/g, '有'],
  [/整治|整改到位|整改完成|完成整改/g, '整改'],
  [/监督抽检|抽样检验/g, '抽检'],
  [/企业|单位|商户|经营者|经营户|主体/g, ''],
  [/食品|安全|我[市县区]|全[市县区]|目前|截至|个别|部分|主要|推进|抓好|做好|确保|推动|对|将|把|围绕|聚焦|已|均|全部|共|有|的/g, ' '],
]
const plain = (words: string): string => alike.reduce((text, [form, word]) => text.replace(form, word), words)

/** What is said of a figure in its own clause: from the figure before it to the one behind it. */
function wordsOf(paper: Paper, figure: Figure): string {
  const ahead = lead(paper, figure, 24)
    .replaceAll(/\([^()]*\)/g, '')
    .replace(/^.*[\d、)(]/, '')
  const behind = tail(paper, figure, 30).replaceAll(/\([^()]*\)/g, '').replace(/[\d(].*$/, '').split('、')[0]!
  return `${ahead} ${behind}`
}

const pairsOf = (words: string): Set<string> => {
  const found = new Set<string>()
  for (const part of plain(words).split(/[^一-鿿A-Za-z]+/)) {
    if (/^[A-Z]$/.test(part[0] ?? '') && part.length < 4) found.add(part)
    for (let at = 0; at + 2 <= part.length; at++) found.add(part.slice(at, at + 2))
  }
  return found
}
const general = new Set(['不合', '合格', '抽检', '任务', '问题', '工作', '情况', '人员', '样品', '案件', '学校', '检查', '完成', '实现', '开展', '建立'])

const noun = /(?:^|全[市县区]|共有|现有|辖区)(?:[一-鿿]{0,8}?(?:包保|监管|覆盖|纳入|服务|管理|涉及))?([一-鿿]{4,10})$/
/** `全县食品经营主体5830户`, and later `包保食品经营主体5380户`: one thing by its whole name. */
function byName(paper: Paper, figure: Figure): Finding[] | null {
  const name = /(?:包保|监管|覆盖|纳入监管的?|服务)([一-鿿]{4,10})$/.exec(lead(paper, figure, 24).replace(/^.*\d/, ''))?.[1]
  if (name === undefined || figure.value < 20) return null
  const same = countsLike(paper, figure).filter(
    (one) =>
      one.end <= figure.start &&
      able(paper, one) &&
      paper.paragraphs[one.sentence] !== paper.paragraphs[figure.sentence] &&
      /全[市县区]|共有|现有/.test(lead(paper, one, 16)) &&
      noun.exec(lead(paper, one, 20).replace(/^.*\d/, ''))?.[1]?.endsWith(name) === true,
  )
  const [first] = same
  if (!first || same.some((one) => meet(one, figure)) || first.value > 1.5 * figure.value || figure.value > 1.5 * first.value) return null
  return [say(paper, figure, first)]
}

/** How many pairs of signs both say; common words of the trade count little. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of one) if (other.has(pair)) shared += general.has(pair) ? 0.5 : 1
  return shared
}

/** What was not done yet is to be done: 督促26所学校按期接入. */
const urged = /(?:督促|推动|推进|指导|帮助|确保|力促)$/
/** 168户小作坊中，…: all that there are. */
const ofAll = /^的?[一-鿿]{2,8}中，/
const later = /问题|不足|短板|打算|下一步|下步|安排|建议|计划|举措|存在|差距/
/** Under a heading of shortcomings or plans, or pointing back by its words. */
const takesUp = (paper: Paper, figure: Figure, words: string): boolean => {
  const headings = paper.document.headings.filter((one) => one.start <= figure.start)
  const above = [headings.findLast((one) => one.level === 1), headings.findLast((one) => one.level === 2)]
  return (
    above.some((one) => one !== undefined && later.test(one.title)) ||
    /其余|未(?=[一-鿿])/.test(plain(words)) ||
    ofAll.test(tail(paper, figure, 12)) ||
    /(?:对|将|把|上述|全部|这)$/.test(lead(paper, figure, 8)) ||
    urged.test(lead(paper, figure, 8))
  )
}

/** A count told before in the same words, and no count of those words that is the same. */
function told(paper: Paper, figure: Figure, words: string): Finding[] | null {
  // 快检室扩至350间: what it is to become
  if (!takesUp(paper, figure, words) || /(?:扩|增|扩大|扩充|增加|发展)[到至]$/.test(lead(paper, figure, 12))) return null
  const own = pairsOf(words)
  const left = /其余|未|不/.test(plain(words))
  const others = countsLike(paper, figure).filter(
    (one) =>
      one !== figure &&
      one.end <= figure.start &&
      able(paper, one) &&
      one.partOf !== figure.at &&
      paper.paragraphs[one.sentence] !== paper.paragraphs[figure.sentence],
  )
  if (others.some((one) => one.value === figure.value && (likeness(own, pairsOf(wordsOf(paper, one))) >= 1 || figure.value > 20))) return null
  // twice as many of what is not said to be left are another thing
  const reach = left || urged.test(lead(paper, figure, 8)) ? 3 : 1.6
  const near = others
    .map((one) => {
      const said = wordsOf(paper, one)
      // 小作坊中…，尚有63户未完成: what is left is named before
      const wide = left && /其余|未/.test(plain(said)) ? `${before(paper, one, 60)} ${said}` : said
      return { one, words: said, like: likeness(own, pairsOf(wide)) }
    })
    .filter(
      (it) =>
        it.like >= (urged.test(lead(paper, figure, 8)) ? 1.5 : 2) &&
        (/其余|未|不/.test(plain(it.words)) === left || (/未/.test(plain(it.words)) && urged.test(lead(paper, figure, 8)))) &&
        !fresh.test(it.words.replace('另有', '')) &&
        it.one.value <= reach * figure.value &&
        figure.value <= reach * it.one.value,
    )
    .toSorted((a, b) => b.like - a.like)
  const all = allOf(paper, figure, others)
  if (all) return [say(paper, figure, all)]
  const [first, second] = near
  if (first?.one.value === figure.value) return null
  if (!first || (second && second.like === first.like && second.one.value !== first.one.value)) return null
  // fewer of them may be those that something was done to
  if (figure.value < first.one.value && first.like < 3 && !left && !ofAll.test(tail(paper, figure, 12))) return null
  return [say(paper, figure, first.one)]
}

/** `26项任务全部完成` where the paper counts 任务 once: 全部, 所有 and 上述 mean every one of them. */
function allOf(paper: Paper, figure: Figure, others: readonly Figure[]): Figure | undefined {
  const noun = /^的?([一-鿿]{2})/.exec(tail(paper, figure))?.[1]
  if (noun === undefined || !(/^[一-鿿]{2,8}(?:全部|全面|均|都|如期)/.test(tail(paper, figure)) || /(?:全部|所有|上述)$/.test(lead(paper, figure, 6)))) return undefined
  const same = others.filter(
    (one) =>
      one.partOf === null &&
      !/未|其余|剩余|仍有/.test(wordsOf(paper, one)) &&
      (lead(paper, one, 8).endsWith(noun) || tail(paper, one).replace(/^的/, '').startsWith(noun)),
  )
  const [first] = same
  return first && new Set(same.map(({ value }) => value)).size === 1 && first.value <= 1.6 * figure.value && figure.value <= 1.6 * first.value
    ? first
    : undefined
}

/** `118个所中112个达标`, and sections later `6个所尚未达标`: the whole less what was done. */
function leftOf(paper: Paper, figure: Figure, words: string): Finding[] | null {
  const plainWords = plain(words)
  // 剩余15家农贸市场改造: what is left to be done is named behind
  const stem =
    /未([一-鿿]{2})/.exec(plainWords)?.[1] ?? /不([达合符][一-鿿])/.exec(plainWords)?.[1] ?? (/其余/.test(plainWords) ? /([一-鿿]{2})(?:工作|任务)?\s*$/.exec(plainWords)?.[1] : undefined)
  const stems = [stem, /未[一-鿿]{2}([一-鿿]{2,4})/.exec(plainWords)?.[1]?.slice(-2)].filter((one) => one !== undefined && one !== '')
  // those that have it are told of by the same noun, with a whole of their own
  if (stem === undefined || inRow(paper, figure) || havingOf(paper, figure) || beside(paper, figure, stem)) return null
  const all = countsLike(paper, figure).filter((one) => one !== figure && able(paper, one) && one.end <= figure.start && one.sentence !== figure.sentence)
  if (all.some((one) => one.value === figure.value)) return null
  const own = pairsOf(words)
  const pairs = all.flatMap((done) => {
    const said = plain(wordsOf(paper, done))
    if (!(stems.some((one) => said.includes(one!)) || likeness(own, pairsOf(said)) > 2) || /未|不/.test(said)) return []
    const whole = earlier(paper, done, 1).findLast(
      (one) => sort(one) === sort(done) && able(paper, one) && one.low > done.low && (one.partOf === null || one.sentence === done.sentence),
    )
    return whole && done.start - whole.end < 60 && !/^[^，。；]*、[^，。；]*$/.test(between(paper, whole, done)) ? [{ done, whole }] : []
  })
  const [pair] = pairs
  if (!pair || pairs.some(({ done, whole }) => meet(minus(whole, done), figure))) return null
  const best = pairs.find(
    ({ done, whole }) =>
      likeness(own, pairsOf(`${wordsOf(paper, whole)} ${wordsOf(paper, done)} ${before(paper, whole, 12)}`)) >= 1.5 ||
      sameNoun(paper, figure, whole),
  )
  if (!best || pairs.length > 3) return null
  const { done, whole } = best
  return [
    finding(paper, [figure, whole, done], {
      verdict: 'doubtful',
      kind: 'total',
      calculation: `${show(whole.value)} − ${show(done.value)} = ${show(whole.value - done.value)}${whole.unit}，所列 ${printed(figure)}`,
      explanation: '总数减去已完成的数与所列未完成的数不符；若时间或范围不同则无误。',
    }),
  ]
}

/** `蔬菜176批次，其中合格174批次，不合格2批次`: those that have it stand right before, with a whole of their own. */
const beside = (paper: Paper, figure: Figure, stem: string): boolean => {
  const near = countsLike(paper, figure).filter((one) => one.sentence === figure.sentence && one.end <= figure.start).slice(-6)
  return near.some((one) => plain(wordsOf(paper, one)).includes(stem) && !/未|不/.test(plain(wordsOf(paper, one))))
}

/** 分别为7所、19所: each of a row has a whole of its own. */
const inRow = (paper: Paper, figure: Figure): boolean => {
  const { before: last, behind } = neighbours(paper, figure)
  return [last && between(paper, last, figure), behind && between(paper, figure, behind)].some((gap) => gap !== undefined && /^[、和及]$/.test(gap))
}

const sameNoun = (paper: Paper, one: Figure, other: Figure): boolean => {
  const noun = (figure: Figure): string => /^的?([一-鿿]{2,6})/.exec(tail(paper, figure))?.[1] ?? ''
  return noun(one).length > 1 && noun(one).slice(0, 2) === noun(other).slice(0, 2)
}

const say = (paper: Paper, laterOne: Figure, earlier: Figure): Finding =>
  finding(paper, [laterOne, earlier], {
    verdict: 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(laterOne)}`,
    explanation: `“${named(laterOne)}”似即前文的“${named(earlier)}”而数不同（相差 ${show(Math.abs(earlier.value - laterOne.value), 2)}）；若另有所指则无误。`,
  })
