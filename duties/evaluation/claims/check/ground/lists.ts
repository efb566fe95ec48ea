import { depthOf } from './near.ts'
import { before, between, group, inSentence, isCount, isIncrement, lead, sort, type Figure, type Paper } from './paper.ts'

/** Figures that stand in a row: `甲12家、乙8家和丙6家`, or one column of clauses built alike. */
export type List = {
  readonly members: readonly Figure[]
  /** The words that open it behind what was said before: 其中, 分别, a colon; '' where nothing does. */
  readonly opener: string
  /** Several rows taken for one: it may show that they are right. */
  readonly strung?: true
}

const opening =
  /其中|包括|包含|分别|依次|分为|分成|各有|各自|按[^，。；]{1,10}(?:[分看计]|，)|从[^，。；]{2,8}(?:上|来)?看|即[:：]?$|由[^，。；]{0,20}$|[:：]|(?<=^，)有$|分布(?:在|为|于|是)?|具体(?:为|是)|(?:评定|评|判定|认定|确定)[为出]|用于|顺序为|(?:中|里)，(?=[^，。；]{0,12}$)|(?<=[一-鿿]{2})中(?:有|已)|涉及|[者人户]中(?=[一-鿿]{1,6}$)/
/** A share or note that goes with the member before it. */
const satellite =
  /，?(?:、)?(?:各)?(?:占比?|比例|比重|[一-鿿]{1,6}率)[^，。；、\d]{0,14}?(?:近|约|超过?|过)?(?:[\d.]+[%‰]|[一二三四五六七八九]成[多半]?|一?半|[三四五六八十]分之[一二三四五六七])|\([^()]*\)/g
/** What is compared with stands in no row. */
const compared = /(?:比|较)(?![例重大高])|上年|去年|同期|目标|计划/
/** A figure that sums up closes the row before it. */
const summing =
  /(?:总分|总得分|合计|总计|共计|总共|总数|总额|总量|[三四五]项共|^共发现|^共检出|^共查)[^，。；、]{0,4}$|^计$|共(?:计|有|达|为|得)?[^治同享建，。；、]{0,2}$/
const step = /^[^，。；、]{0,12}(?:[，；、]|和|及|以及|与)[^，。；]{0,24}$/

/** Rows of a sentence, and columns where its clauses repeat one build. */
export function listsOf(paper: Paper, sentence: number): List[] {
  const figures = inSentence(paper, sentence).filter((one) => isCount(one) && one.measure !== '平均')
  if (figures.length < 2) return []
  const depths = new Map(figures.map((one) => [one, depthOf(paper, one)]))
  const flat = [...group(figures, (one) => `${sort(one)}|${depths.get(one)}`).values()].flatMap((same) =>
    depths.get(same[0]!) === 0 ? rows(paper, same) : bracketRows(paper, same),
  )
  return [
    ...flat.filter(({ members }) => members.length > 1),
    ...strung(flat),
    ...columns(
      paper,
      figures.filter((one) => depths.get(one) === 0),
    ),
  ]
}

/** `甲、乙两区分别为118件、97件，丙、丁两县分别为66件、54件`: rows of one thing that go on with 分别 may be one row together. */
const strung = (lists: readonly List[]): List[] =>
  [...group(lists, ({ members }) => sort(members[0]!)).values()].flatMap((same) =>
    same.flatMap((_, at) =>
      at > 0 &&
      same.slice(0, at + 1).some(({ opener }) => /分别|依次/.test(opener)) &&
      same.slice(1, at + 1).every(({ opener }) => !opener.includes('其中'))
        ? [{ members: same.slice(0, at + 1).flatMap(({ members }) => members), opener: same[0]!.opener, strung: true }]
        : [],
    ),
  )

function rows(paper: Paper, figures: readonly Figure[]): List[] {
  const found: { members: Figure[]; opener: string; sign: '' | '，' | '；' }[] = []
  for (const figure of figures) {
    const row = found.at(-1)
    const last = row?.members.at(-1)
    const words = last ? between(paper, last, figure).replaceAll(satellite, '') : ahead(paper, figure)
    // 其中逮捕8人；检察机关提起公诉11件: what opened ended with its semicolon
    const opened = opening.exec(words)
    const opener = opened && !words.slice(opened.index + 1).includes('；') ? opened[0] : ''
    const sign = words.includes('；') ? '；' : '，'
    // 评为优秀的27宗…；评为良好的28宗: each member has the words of the first
    const again = opener !== '' && opener === row?.opener && /[为出]$/.test(opener)
    const goesOn =
      last &&
      (opener === '' || again) &&
      step.test(words) &&
      !compared.test(words) &&
      !isIncrement(paper, figure) &&
      !summing.test(lead(paper, figure))
    // what 其中 opened ends with its clause, and a row of bare figures with its last
    const ended =
      (bounded.test(row?.opener ?? '') && row?.sign !== '' && row?.sign !== sign) ||
      (row !== undefined && isBare(paper, row.members) && !/^(?:、|和|及)$/.test(words))
    if (goesOn && !ended) {
      row!.members.push(figure)
      row!.sign = sign
    } else {
      // 任务依次为…，已完成…: a row of bare figures goes on with the words that opened the last
      const same = opener === '' && row !== undefined && isBare(paper, row.members) && words.length < 16 ? row.opener : opener
      found.push({ members: [figure], opener: same, sign: '' })
    }
  }
  return found.map(({ members, opener }) => ({ members, opener }))
}

const bounded = /其中|包括|包含|^含/
const isBare = (paper: Paper, members: readonly Figure[]): boolean =>
  members.length > 2 && members.slice(1).every((one, at) => /^(?:、|和|及)$/.test(between(paper, members[at]!, one)))

/** The words before a figure, back to the figure before it or the beginning of its sentence. */
function ahead(paper: Paper, figure: Figure): string {
  const last = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start)
  const words = before(paper, figure, 60)
  return last ? words.slice(-Math.max(0, figure.start - last.end)) : words
}

/** `蔬菜296批次（不合格11批次）、水产品112批次（不合格4批次）`: the notes make a row of their own where they say the same. */
function bracketRows(paper: Paper, figures: readonly Figure[]): List[] {
  const label = (one: Figure): string => lead(paper, one, 12).split('(').at(-1)!
  return [...group(figures, label).values()]
    .filter((same) => same.length > 1 && label(same[0]!) !== '')
    .map((members) => ({ members, opener: '(' }))
}

/** `生产268批次，不合格3批次；流通1290批次，不合格31批次；…`: clauses with as many figures, of the same units. */
function columns(paper: Paper, figures: readonly Figure[]): List[] {
  const clauses: Figure[][] = []
  for (const figure of figures) {
    const last = clauses.at(-1)?.at(-1)
    if (last && !between(paper, last, figure).includes('；')) clauses.at(-1)!.push(figure)
    else clauses.push([figure])
  }
  const build = (clause: readonly Figure[]): string =>
    clause.map((one, at) => `${sort(one)}${at === 0 ? '' : lead(paper, one, 4)}`).join('|')
  const alike = [
    ...group(
      clauses.filter(({ length }) => length > 1),
      build,
    ).values(),
  ].filter(({ length }) => length > 1)
  return alike.flatMap((same) =>
    same[0]!.map((_, at) => ({
      members: same.map((clause) => clause[at]!),
      opener: opening.exec(ahead(paper, same[0]![0]!))?.[0] ?? (at === 0 ? '' : '；'),
    })),
  )
}
