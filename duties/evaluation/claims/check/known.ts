import type { Finding, Known } from '../contract.ts'
import { cut, meet, show } from './ground/interval.ts'
import { finding, joined, lead, printed, tail, type Figure, type Paper } from './ground/paper.ts'

/** Numbers of counties and districts against the division table and one another, and every claim against our own records. */
export function checkKnown(papers: readonly Paper[], known: Known): Finding[] {
  return papers.flatMap((paper) => [...divisions(paper, known), ...counties(paper), ...countyNumbers(paper), ...own(paper, known)])
}

type Level = 'districts' | 'counties' | 'cities' | 'townships' | 'all'
const levels: readonly (readonly [RegExp, Level])[] = [
  [/^县级市/, 'cities'],
  [/^(?:县\(?[、]?(?:市|区)|区县|县区|县级(?:行政区|单位|区划)|市辖县)/, 'all'],
  [/^(?:市辖)?区(?![域内外间])/, 'districts'],
  [/^(?:自治)?县(?![级域(市区]|、[市区])/, 'counties'],
  [/^(?:乡镇|镇街|街道乡镇)(?!(?:\(街道\))?(?:基层|监管|市场|食|综合|所|站|级|卫生|中心|办))/, 'townships'],
]
const levelOf = (paper: Paper, figure: Figure): Level | null => {
  if (figure.low !== figure.high || (figure.unit !== '个' && figure.unit !== '')) return null
  const words = tail(paper, figure) || (/(?:市辖区|县级市|区县|县[(、市区)]*|乡镇)$/.exec(lead(paper, figure))?.[0] ?? '')
  return levels.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
const whole = (paper: Paper, figure: Figure): boolean =>
  /下辖|辖|代管|全市|全部|所辖|共|各|覆盖|合计|现有|下设|设有/.test(paper.text.slice(Math.max(0, figure.start - 24), figure.start))

function divisions(paper: Paper, known: Known): Finding[] {
  const table = paper.document.city ? known.divisions(paper.document.city) : null
  if (!table) return []
  const all = table.districts + table.counties + table.cities
  return paper.figures.flatMap((figure) => {
    const level = levelOf(paper, figure)
    if (!level || !whole(paper, figure) || (level === 'townships' && table.townships === null)) return []
    const value = level === 'all' ? all : table[level]!
    const calculation = `所列 ${printed(figure)}${tail(paper, figure).slice(0, 8)}，区划表 ${value}（市辖区 ${table.districts}、县 ${table.counties}、县级市 ${table.cities}）`
    if (value === figure.value)
      return [
        finding(paper, [figure], { verdict: 'holds', kind: 'total', basis: 'known facts', calculation, explanation: '与区划表相符。' }),
      ]
    const sure =
      level === 'all' && Math.abs(value - figure.value) > 1 && /下辖/.test(paper.text.slice(Math.max(0, figure.start - 12), figure.start))
    return [
      finding(paper, [figure], {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'two-values',
        basis: 'known facts',
        calculation,
        explanation: `与区划表不符${sure ? '。' : '；若用的是调整之前的区划，或只计其中一部分，则无误。'}`,
      }),
    ]
  })
}

/** `辖4个区、3个县，代管竹屿市`: cities that are named and not counted. */
export function namedCities(paper: Paper, { sentence }: Figure): number {
  const { start, end } = paper.document.sentences[sentence]!
  const text = paper.text.slice(start, end)
  const match = /代管(?![\d一二两三四五])([一-鿿、和]{2,40})/.exec(text)
  // 代管桐山市1个县级市: the number is told behind the name
  if (match && /^\d+个?(?:县级)?市/.test(text.slice(match.index + match[0].length))) return 0
  return match?.[1]!.split(/[、和]/).filter((name) => /^[一-鿿]{2,5}市$/.test(name)).length ?? 0
}

/** 1个市辖区、9个县、1个县级市 beside 11个县（市、区） in one paper. */
function counties(paper: Paper): Finding[] {
  const told = paper.figures.flatMap((figure) => {
    const level = whole(paper, figure) ? levelOf(paper, figure) : null
    return level && level !== 'townships' ? [{ figure, level }] : []
  })
  const sums = told.filter(({ level, figure }) => level === 'all' && !chosen.test(lead(paper, figure)))
  const parts = told.filter(
    ({ level, figure }) => level !== 'all' && figure.sentence === told.find((one) => one.level !== 'all')!.figure.sentence,
  )
  if (parts.length < 2 || new Set(parts.map(({ level }) => level)).size !== parts.length) return []
  const total = parts.reduce((all, { figure }) => all + figure.value, 0) + namedCities(paper, parts[0]!.figure)
  return organsOf(paper)
    .filter(({ value }) => value > total)
    .map((one) => tooMany(paper, one, total))
    .concat(
      sums.slice(0, 3).map(({ figure }) =>
        finding(paper, [figure, ...parts.map(({ figure }) => figure)], {
          verdict: total === figure.value ? 'holds' : closed(paper, figure, parts.map(({ figure }) => figure)) ? 'contradiction' : 'doubtful',
          kind: 'total',
          calculation: `${[...parts.map(({ figure }) => figure.value), ...(namedCities(paper, parts[0]!.figure) > 0 ? [namedCities(paper, parts[0]!.figure)] : [])].map((value) => show(value)).join(' + ')} = ${total}，另处 ${printed(figure)}${joined(tail(paper, figure)).slice(0, 8)}`,
          explanation: total === figure.value ? '县级行政区的个数前后一致。' : '县级行政区的个数前后不一致；若另处含开发区等则无误。',
        }),
      ),
    )
}

const zones = /开发区|高新区|功能区|新区|管委会|示范区|度假区/
/** `辖3个区、5个县、1个县级市，共9个县级行政区` in a paper that names no zone beside them. */
const closed = (paper: Paper, total: Figure, parts: readonly Figure[]): boolean =>
  parts.every(({ sentence }) => sentence === total.sentence) && /(?:共|合计|计)$/.test(lead(paper, total)) && !zones.test(paper.text)

/** Some of them, not all there are. */
const chosen = /中$|其余|其他|剩余|另|(?:约谈|通报|问责|抽[取查到]|选[取择定]|示范|试点|走访|暗访|确定|涉及)[^，。；]{0,6}$|[、和及][一-鿿]{2,6}[乡镇县区市街道]+(?:等)?$/
/** 8个县（市、区） here and 11个县（市、区） there, the same of 乡镇（街道）; more county organs than counties. */
function countyNumbers(paper: Paper): Finding[] {
  const told = (level: Level): Figure[] =>
    paper.figures.filter(
      (figure) =>
        levelOf(paper, figure) === level &&
        figure.partOf === null &&
        !chosen.test(lead(paper, figure)) &&
        (whole(paper, figure) || /^[一-鿿(、)]{2,9}(?:中|均|都|全部)/.test(tail(paper, figure))),
    )
  const counties = told('all')
  const differing = [counties, told('townships')].flatMap(([first, ...rest]) =>
    rest
      .filter(({ value }) => value !== first!.value)
      .slice(0, 2)
      .map((other) =>
        finding(paper, [other, first!], {
          verdict: zones.test(paper.text) || !all(paper, first!) || !all(paper, other) ? 'doubtful' : 'contradiction',
          kind: 'two-values',
          calculation: `${printed(first!)}；${printed(other)}`,
          explanation: '行政区的个数前后不一致；若其中一处含开发区，或只计一部分，则无误。',
        }),
      ),
  )
  const most = Math.max(...counties.map(({ value }) => value))
  return counties.length === 0
    ? differing
    : [
        ...differing,
        ...organsOf(paper)
          .filter(({ value }) => value > most)
          .map((one) => tooMany(paper, one, counties[0]!.value)),
      ]
}

const all = (paper: Paper, one: Figure): boolean =>
  /(?:全[市县区州省]|共|下辖|辖|所辖|现有|合计|下设)[^，。；、\d]{0,6}$/.test(lead(paper, one)) || /^[县区市旗乡镇街道(、)]{2,9}(?:中|均|都|全部)/.test(tail(paper, one))
const organsOf = (paper: Paper): Figure[] =>
  paper.figures.filter((one) => one.unit === '个' && /^县级(?:公安|市场|监管|机构|机关|部门|检|农业|疾控)/.test(tail(paper, one)))
const tooMany = (paper: Paper, one: Figure, all: number): Finding =>
  finding(paper, [one], {
    verdict: 'doubtful',
    kind: 'part-whole',
    calculation: `${printed(one)}${tail(paper, one).slice(0, 10)} > ${all} 个县级行政区`,
    explanation: '县级机构多于县级行政区；若含开发区等的机构则无误。',
  })

function own(paper: Paper, known: Known): Finding[] {
  const { city } = paper.document
  if (city === null) return []
  return paper.figures.flatMap((figure) => {
    const ours = known.own(city, figure)
    if (!ours) return []
    const fits = meet(cut(figure), { low: ours.value, high: ours.value })
    return [
      finding(paper, [figure], {
        verdict: fits ? 'holds' : 'contradiction',
        kind: 'own-records',
        basis: 'known facts',
        calculation: `所列 ${printed(figure)}，本系统 ${show(ours.value)}（${ours.indicator}，${ours.period}）`,
        explanation: fits ? '与本市记录相符。' : '与本市同期记录不符。',
      }),
    ]
  })
}
