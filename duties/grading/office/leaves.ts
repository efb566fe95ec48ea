import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { RuleKind } from '../registers.ts'
import type { Tables } from '../tables.ts'

/** One number of a table of rules that people may change; `flag` stands for a line that may be left out. */
export type Leaf = { readonly path: readonly (string | number)[]; readonly label: Bilingual; readonly group: Bilingual; readonly step?: number }

const both = (zh: string, en: string): Bilingual => ({ zh, en })
const joined = (a: Bilingual, b: Bilingual): Bilingual => both(`${a.zh}：${b.zh}`, `${a.en}: ${b.en}`)

function riskLeaves({ bands, newBands, static: { factors }, raises, lowers }: Tables['risk']): Leaf[] {
  const [score, fresh, parts, up] = [both('等级分界（不超过）', 'Bands (up to)'), both('新开办分界（不超过）', 'Bands of new businesses (up to)'), both('静态分值', 'Static points'), both('动态与调整', 'Dynamic part and moves')]
  const band = (list: Tables['risk']['bands'], name: string, group: Bilingual): Leaf[] => list.flatMap(({ grade, upTo }, at) => (upTo === null ? [] : [{ path: [name, at, 'upTo'], label: both(`${grade} 级`, `Grade ${grade}`), group }]))
  return [
    ...band(bands, 'bands', score), ...band(newBands, 'newBands', fresh),
    ...factors.flatMap(({ title, lines, otherwise }, at): Leaf[] => [
      ...lines.map((line, n): Leaf => ({ path: ['static', 'factors', at, 'lines', n, 'points'], label: joined(title, line.title), group: parts })),
      { path: ['static', 'factors', at, 'otherwise', 'points'], label: joined(title, otherwise.title), group: parts },
    ]),
    { path: ['dynamic', 'weights', 'general'], label: both('一般项权重', 'Weight of a general item'), group: up }, { path: ['dynamic', 'weights', 'key'], label: both('重点项权重', 'Weight of a key item'), group: up },
    { path: ['mostRaised'], label: both('最多上调级数', 'Most grades up'), group: up },
    ...raises.flatMap(({ title }, at): Leaf[] => [{ path: ['raises', at, 'steps'], label: joined(title, both('上调级数', 'grades up')), group: up }, { path: ['raises', at, 'months'], label: joined(title, both('持续月数', 'months')), group: up }]),
    ...lowers.flatMap((lower, at): Leaf[] => ('clean' in lower && lower.clean ? [{ path: ['lowers', at, 'clean', 'months'], label: joined(lower.title, both('月数', 'months')), group: up }] : [])),
    { path: ['regradeMonths'], label: both('几个月再评一次', 'Months until graded again'), group: up },
  ]
}

/** The numbers of each kind of rules, in groups. */
export function leavesOf(kind: RuleKind, content: Readonly<Record<string, unknown>>): readonly Leaf[] {
  const table = content as unknown
  if (kind === 'risk') return riskLeaves(table as Tables['risk'])
  if (kind === 'catering') {
    const { bands } = table as Tables['catering']
    const [means, other] = [both('平均分不低于', 'Mean at least'), both('其他', 'Others')]
    return [...bands.map(({ title }, at): Leaf => ({ path: ['bands', at, 'from'], label: title, group: means, step: 0.1 })), { path: ['keyFailed'], label: both('几项重点项不符合即不评', 'Key items failed without a grade'), group: other },
      { path: ['afterLicence'], label: both('取得许可后几个月不评', 'Months after the licence'), group: other }, { path: ['afterAccident'], label: both('事故后几个月不评', 'Months after an accident'), group: other },
      { path: ['annualMonths'], label: both('年度等级计几个月', 'Months of the annual grade'), group: other }]
  }
  if (kind === 'frequency') {
    const { lines, systemAudits } = table as Tables['frequency']
    const [times, other] = [both('每年检查次数', 'Visits a year'), both('其他', 'Others')]
    return [...lines.flatMap(({ grades }, at): Leaf[] => [{ path: ['lines', at, 'least'], label: both(`${grades.join('、')} 级最少`, `${grades.join(', ')}: least`), group: times }, { path: ['lines', at, 'most'], label: both(`${grades.join('、')} 级最多`, `${grades.join(', ')}: most`), group: times }]),
      { path: ['fullCheckMonths'], label: both('全项检查间隔（月）', 'Months between full checks'), group: other }, ...systemAudits.map(({ title }, at): Leaf => ({ path: ['systemAudits', at, 'months'], label: joined(title, both('间隔月数', 'months')), group: other }))]
  }
  const { efforts } = table as Tables['planning']
  const [days, other] = [both('每次检查用时（天）', 'Days of a visit'), both('其他', 'Others')]
  return [...efforts.map(({ where }, at): Leaf => ({ path: ['efforts', at, 'days'], label: both(where.types?.join('、') ?? '其余', where.types?.join(', ') ?? 'others'), group: days, step: 0.05 })),
    { path: ['inspectors'], label: both('每次检查人数', 'Inspectors to a visit'), group: other }, { path: ['keptBack'], label: both('留用比例', 'Share kept back'), group: other, step: 0.05 }, { path: ['overdueBy'], label: both('往年逾期的补齐月份', 'Arrears made good by month'), group: other }, { path: ['audit'], label: both('体系检查（人天）', 'A system audit (inspector-days)'), group: other, step: 0.5 }]
}

type Node = Readonly<Record<string | number, unknown>>
export const valueAt = (content: unknown, path: Leaf['path']): number => path.reduce<unknown>((at, key) => (at as Node)[key], content) as number

/** The content with one value exchanged. */
export function withValue<T>(content: T, [key, ...rest]: Leaf['path'], value: unknown): T {
  const at = (content as Node)[key!]
  const next = rest.length === 0 ? value : withValue(at, rest, value)
  return (Array.isArray(content) ? content.map((one, n) => (n === key ? next : one)) : { ...content, [key!]: next }) as T
}
