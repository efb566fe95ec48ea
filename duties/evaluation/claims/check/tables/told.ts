import type { Finding } from '../../contract.ts'
import { cut, meet, show, sum, type Interval } from '../ground/interval.ts'
import { before, between, finding, inSentence, isCount, isGrowth, isPoints, isRate, joined, lead, printed, sentenceOf, sort, type Figure, type Paper } from '../ground/paper.ts'
import { addsUp, bareLabel, changeHead, columnOf, gridsOf, isRates, totalLabel, type Grid, type Slot } from './grid.ts'

/** What prose says of a row of a table by its name: `第二产业增加值…亿元`, `不正当竞争（增长57.6%）`, `甲、乙的合格率分别为…`, `甲、乙均为0`. */

/** Prose more than some ten pages away speaks of another table. */
const FAR = 8000
const MOST_NAMES = 80

type Named = { readonly grid: Grid; readonly row: number; readonly name: string }
type Said = { readonly figure: Figure; readonly named: Named; readonly words: string; readonly listed: boolean }

export function checkTold(paper: Paper): Finding[] {
  const grids = gridsOf(paper).filter(({ labels }) => labels.length > 1)
  if (grids.length === 0) return []
  const prose = paper.figures.filter(({ cell }) => cell === null)
  const names = grids.map(namesOf)
  const said = prose.flatMap((figure) => {
    const near = names.filter((_, at) => figure.start > grids[at]!.start - FAR && figure.start < grids[at]!.end + FAR).flat()
    return near.length === 0 ? [] : [...single(paper, figure, near), ...listed(paper, figure, near), ...both(paper, figure, near)]
  })
  const judged = said.flatMap((one) => judge(paper, one) ?? [])
  // what is told rightly once is told of that row; another figure of its name is of something else
  const right = new Set(judged.filter(({ other }) => other === null).map(({ key }) => key))
  return [...judged.flatMap(({ said: one, other, key }) => (other && !right.has(key) ? [told(paper, one, other)] : [])), ...grids.flatMap((grid) => beyondTold(paper, grid, prose))]
}

function namesOf(grid: Grid): Named[] {
  const all = grid.labels.slice(0, MOST_NAMES).map((label, row) => ({ grid, row, name: joined(bareLabel(label)) }))
  return all.filter(({ name, row }) => name.length > 1 && /[一-鿿]{2}/.test(name) && !totalLabel.test(name) && !/^(?:\d|其[他它]|另外)/.test(name) && !all.some((one) => one.row !== row && one.name === name))
}

const opens = /(?:^|[，。；：、()“”\s]|其中|[和及与有是为的在从对]|实现|全[市县区省年]|受理|完成|发现|抽检|接收|登记|共)$/
const filler = /增加值|总额|总量|数量|件数|接收|受理|登记|抽检|投诉量?|举报量?|批次|共计|合计|分别|方面|问题|食品|共|为|达到?|有|实现|完成|约|了|类|量|数|\(|GDP/g

/** The name that stands last before a figure, in its clause or one before, and what stands between. */
function nameBefore(words: string, near: readonly Named[]): { named: Named; gap: string }[] {
  let best: { named: Named; at: number; gap: string }[] = []
  for (const named of near) {
    const at = words.lastIndexOf(named.name)
    if (at < 0) continue
    const end = at + named.name.length
    const last = best[0] ? best[0].at + best[0].named.name.length : -1
    if (end < last || (end === last && named.name.length < best[0]!.named.name.length)) continue
    if (end > last || named.name.length > best[0]!.named.name.length) best = []
    best.push({ named, at, gap: words.slice(end) })
  }
  return best.filter(({ at }) => opens.test(words.slice(0, at)))
}

function single(paper: Paper, figure: Figure, near: readonly Named[]): Said[] {
  if (isPoints(figure) || figure.hedges.some((hedge) => hedge === 'at-least' || hedge === 'at-most')) return []
  const words = before(paper, figure, 60).split(/[。；]/).at(-1)!
  if (/分别|依次|均|都/.test(words.slice(-16))) return []
  return nameBefore(words, near).flatMap(({ named, gap }) => (gap.length > 26 || /[、]/.test(gap) ? [] : [{ figure, named, words: gap, listed: false }]))
}

/** `甲、乙、丙的合格率分别为…`: the name that stands where the figure stands. */
function listed(paper: Paper, figure: Figure, near: readonly Named[]): Said[] {
  const row = rowAround(paper, figure)
  if (row.length < 2) return []
  const words = before(paper, row[0]!, 90).split(/[。；]/).at(-1)!
  const clause = /([^，：]*)(?:，[^，：]{0,12})?(?:分别|依次)(?:为|是|达到?|有)?$/.exec(words)?.[1] ?? /([^：]*)(?:分别|依次)(?:为|是|达到?|有)?$/.exec(words)?.[1]
  if (clause === undefined) return []
  const found = near.map((named) => ({ named, at: clause.indexOf(named.name) })).filter(({ at }) => at >= 0)
  const apart = found.filter(({ named, at }) => !found.some((one) => one.named !== named && one.named.grid === named.grid && one.at <= at && one.at + one.named.name.length >= at + named.name.length && one.named.name.length > named.name.length))
  const grid = apart[0]?.named.grid
  const inOrder = apart.filter(({ named }) => named.grid === grid).toSorted((a, b) => a.at - b.at)
  const parts = inOrder.reduce((rest, { named }) => rest.replace(named.name, '·'), clause).split(/[、和及与]/)
  const place = row.indexOf(figure)
  if (parts.length !== row.length) return []
  const own = inOrder[parts.slice(0, place + 1).filter((part) => part.includes('·')).length - 1]
  return own && parts[place]!.includes('·') ? [{ figure, named: own.named, words: `${clause.slice(own.at + own.named.name.length)}${words.slice(words.indexOf(clause) + clause.length)}`, listed: true }] : []
}

function rowAround(paper: Paper, figure: Figure): Figure[] {
  const same = inSentence(paper, figure.sentence)
  const at = same.indexOf(figure)
  let [from, to] = [at, at]
  const next = (a: Figure, b: Figure): boolean => sort(a) === sort(b) && /^(?:、|和|及|，|与)$/.test(between(paper, a, b))
  while (from > 0 && next(same[from - 1]!, same[from]!)) from--
  while (to + 1 < same.length && next(same[to]!, same[to + 1]!)) to++
  return same.slice(from, to + 1)
}

/** `甲、乙、丙等食品不合格率均为0`. */
function both(paper: Paper, figure: Figure, near: readonly Named[]): Said[] {
  if (!/[均都](?:为|是|达到?)$/.test(lead(paper, figure))) return []
  const words = before(paper, figure, 90).split(/[。；]|高于|低于/).at(-1)!
  const clause = words.split('，').at(-1)!
  return near.flatMap((named) => {
    const at = clause.indexOf(named.name)
    const covered = near.some((one) => one.grid === named.grid && one.name.length > named.name.length && one.name.includes(named.name) && clause.includes(one.name))
    return at < 0 || covered ? [] : [{ figure, named, words: clause.slice(-16), listed: true }]
  })
}

const less = /(?:下降|减少|降低|回落|下滑|降幅|负增长|[-−—↓])[一-鿿]{0,4}$/
const another = /上年|去年|同期|上季|上月|年均|计划|目标|任务|全国|全省|民营|规模以上|限额以上|占比?重?由/

/** The figure against the cells that its words may mean: `other` is the nearest of them where none is right, null where one is. */
function judge(paper: Paper, said: Said): { said: Said; other: Slot | null; key: string } | null {
  const { figure, named, words } = said
  const { grid, row } = named
  const slots = grid.slots[row]!
  const change = isRate(figure) && (isGrowth(paper, figure) || /(?:增长|增加|上升|下降|减少|同比|环比|升|降|[+\-−↑↓—])$/.test(lead(paper, figure, 8)))
  const bracket = isRate(figure) && /\($/.test(words)
  const bare = figure.unit === '' && figure.value === 0
  if (another.test(change ? words.replace(/比?(?:较|上年|去年|同期)/g, '') : words)) return null
  if (!isRate(figure) && !bare && (!isCount(figure) || /\d/.test(words))) return null
  const able = slots.flatMap((slot, column) => {
    if (!slot) return []
    const [head, rates] = [grid.heads[column]!, isRates(grid, column)]
    if (isRate(figure) || (bare && /率/.test(words)))
      return rates && (changeHead.test(head) || signed(grid, column) ? change || bracket : !change && (bracket || keyed(head, words))) && yearFits(head, words) ? [slot] : []
    if (rates || !yearFits(head, words)) return []
    const unit = slot.figure.unit
    if (unit !== '' && sort(slot.figure) !== sort(figure)) return []
    return unit === '' && !/件|批次|数|量|家|户|^(?:19|20)\d{2}年$|本年|今年|^(?:抽检|合格|不合格)/.test(head) ? [] : [{ ...slot, head }]
  })
  if (able.length === 0) return null
  const rest = isRate(figure) || bare ? '' : able.reduce((left, slot) => ('head' in slot ? left.replace(stem(slot.head as string), '') : left), words).replace(filler, '').replaceAll(/[，)）\s]/g, '')
  if (rest !== '') return null
  const meant = isRate(figure) || bare ? able : headed(able as (Slot & { head: string })[], words)
  if (meant.length === 0) return null
  const sign = change && less.test(lead(paper, figure)) ? -1 : 1
  const value: Interval & { value: number } = sign < 0 ? { low: -Math.abs(figure.high), high: -Math.abs(figure.low), value: -Math.abs(figure.value) } : figure
  const key = `${grid.start} ${row} ${isRate(figure) ? (change ? 'g' : 'r') : sort(figure)}`
  if (meant.some((slot) => meet(slot, sign < 0 ? value : cut(figure)) || (sign < 0 && meet(slot, value)) || (change && Math.abs(slot.value) === Math.abs(figure.value) && slot.value > 0 === value.value > 0))) return { said, other: null, key }
  const nearest = meant.toSorted((a, b) => Math.abs(a.value - value.value) - Math.abs(b.value - value.value))[0]!
  return alike(nearest.value, value.value, said.listed || words.length < 14, bare) ? { said, other: nearest, key } : null
}

const signed = (grid: Grid, column: number): boolean => columnOf(grid, column).some((slot) => slot && (slot.value < 0 || /^[+↑]/.test(slot.figure.text)))
const stem = (head: string): string => head.replaceAll(/(?:19|20)\d{2}年度?|\(.*$|批次|数量|数$|样品/g, '')
/** 合格率 is no 不合格率; 占 needs a head that tells shares. */
function keyed(head: string, words: string): boolean {
  const key = /([不未]?[一-鿿]{1,3})率[^率]{0,4}$/.exec(words)?.[1]
  if (key !== undefined) return head.includes(`${key.slice(-3)}率`.slice(-3)) && /不|未/.test(head) === /不|未/.test(key)
  return /占|比重/.test(words) && /占|比重|比例/.test(head)
}
const yearFits = (head: string, words: string): boolean => {
  const years = head.match(/(?:19|20)\d{2}/g)
  const told = words.match(/(?:19|20)\d{2}/g)
  return !years || !told || told.some((year) => years.includes(year))
}
function headed(able: readonly (Slot & { readonly head: string })[], words: string): readonly Slot[] {
  const no = /[不未]/.test(words)
  const called = able.filter(({ head }) => stem(head).length > 1 && words.includes(stem(head)) && /[不未]/.test(head) === no)
  if (called.length > 0) return called
  return no ? [] : able.filter(({ head }) => !/[不未]/.test(head))
}

const digitsOf = (value: number): string => [...String(Math.abs(value)).replaceAll(/[^\d]/g, '').replace(/0+$/, '')].toSorted().join('')
/** Whether the two may be one figure, misprinted: the same digits, or not far apart. */
function alike(one: number, other: number, near: boolean, bare: boolean): boolean {
  if (bare) return true
  if (digitsOf(one) === digitsOf(other) && digitsOf(one).length > 1) return true
  const most = Math.max(Math.abs(one), Math.abs(other))
  return near && Math.abs(one - other) <= 0.45 * most
}

function told(paper: Paper, { figure, named }: Said, other: Slot): Finding {
  const tenfold = figure.value !== 0 && other.value !== 0 && Math.abs(Math.log10(Math.abs(figure.value / other.value))) > 1.5
  return finding(paper, [figure, other.figure], {
    verdict: figure.value === 0 || digitsOf(figure.value) === digitsOf(other.value) || isRate(figure) ? 'contradiction' : 'doubtful',
    kind: tenfold && digitsOf(figure.value) === digitsOf(other.value) ? 'unit' : 'two-values',
    calculation: `表中${named.name} ${printed(other.figure)}${tenfold ? `（即 ${show(other.value)}）` : ''}；文中 ${printed(figure)}${tenfold ? `（即 ${show(figure.value)}）` : ''}`,
    explanation: '表与文中所列同一项的数不同；若时间或范围不同则无误。',
  })
}

/** The rows of a table, a part of all, are together no more than the total that the prose tells of its column. */
function beyondTold(paper: Paper, grid: Grid, prose: readonly Figure[]): Finding[] {
  if (grid.labels.some((label) => totalLabel.test(bareLabel(label)) || /其中|^#/.test(label)) || grid.labels.length < 3 || grid.heads.length === 0) return []
  return grid.heads.flatMap((head, column) => {
    const key = stem(head)
    const parts = columnOf(grid, column).filter((slot) => slot !== undefined)
    if (!addsUp(grid, column) || key.length < 2 || /\d|上年|去年/.test(head) || parts.length < 3 || parts.some(({ value }) => value < 0)) return []
    const all = sum(parts)
    const totals = prose.filter((one) => {
      if (!isCount(one) || one.hedges[0] !== 'exact' || Math.abs(one.start - grid.start) > 3000) return false
      const words = lead(paper, one, 20).replace(/(?:样品|产品|食品)?(?:共|总计|为|有|了|计)*$/, '')
      const unit = parts[0]!.figure.unit
      return (unit === '' || sort(parts[0]!.figure) === sort(one)) && words.endsWith(key) && !/[不未]$/.test(words.slice(0, -key.length)) && !grid.labels.some((label) => sentenceText(paper, one).includes(label))
    })
    const most = totals.toSorted((a, b) => b.value - a.value)[0]
    // 餐饮食品不合格35批次, of which the table has no row
    const whose = most ? lead(paper, most, 20).split(key)[0]!.replace(/^.*[年月度]/, '') : ''
    if (!most || (whose.length > 1 && !/[共计市县区总均]$/.test(whose)) || all.low <= most.high || all.low > 1.5 * most.high) return []
    return [
      finding(paper, [most, ...parts.map(({ figure }) => figure)], {
        verdict: 'contradiction',
        kind: 'total',
        calculation: `表中${head}：${parts.map(({ figure }) => printed(figure)).join(' + ')} = ${show(all.low)}，文中共 ${printed(most)}`,
        explanation: '表中各行之和已超过文中所列的总数。',
      }),
    ]
  })
}
const sentenceText = (paper: Paper, figure: Figure): string => {
  const { start } = sentenceOf(paper, figure)
  return paper.text.slice(start, figure.start)
}
