import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { allItems, type Item } from '../ground/items.ts'
import { before, finding, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Parts that a sentence sets within one told before (其中, 大宗食品中): none is larger than its whole, and none is in another unit of ten thousands. */
export const checkNested = (paper: Paper): Finding[] =>
  [...allItems(paper)].flatMap(([sentence, items]) => [...ofMeasure(paper, sentence, items), ...among(paper, sentence, items), ...sameDigits(paper, sentence, items)])

const before1 = (paper: Paper, sentence: number): readonly Item[] =>
  paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? (allItems(paper).get(sentence - 1) ?? []) : []

const say = (paper: Paper, part: Figure, whole: Figure, kind: Finding['kind'] = 'part-whole'): Finding =>
  finding(paper, [part, whole], {
    verdict: 'contradiction',
    kind,
    calculation: `${printed(part)} > ${printed(whole)}`,
    explanation: '其中的一部分大于所属的全部。',
  })

const opens = (paper: Paper, sentence: number, item: Item): boolean => {
  const start = paper.document.sentences[sentence]?.start ?? item.level.start
  return /^\s*(?:其中|在?这?其中)/.test(paper.text.slice(start, start + 8)) || /其中/.test(paper.text.slice(start, item.level.start))
}
const measure = (name: string): string => name.replace(/(?:总额|总量|总数|总值|数量|额|数)$/, '').slice(-2)

/** `营业收入320亿元，利润24亿元。其中饮料业营业收入80亿元，利润总额6亿元`: each against the one of its measure. */
function ofMeasure(paper: Paper, sentence: number, items: readonly Item[]): Finding[] {
  const wholes = before1(paper, sentence)
  const start = paper.document.sentences[sentence]?.start ?? 0
  if (wholes.length < 2 || !/^\s*其中/.test(paper.text.slice(start, start + 6))) return []
  const names = new Set(wholes.map(({ name }) => measure(name)))
  if (names.size !== wholes.length) return []
  return items.flatMap((part) => {
    const own = measure(part.name)
    const whole = wholes.find((one) => own.length === 2 && measure(one.name) === own && one.level.unit === part.level.unit)
    return whole && part.level.low > whole.level.high ? [say(paper, part.level, whole.level)] : []
  })
}

const inside = /(?:^|[，。；])在?(?:大宗|主要|各类|这些|上述)([一-鿿]{2,6})(?:中|里|当中|之中)，/
/** `其中食品出口12000万美元。大宗食品中，出口茶叶…；出口水产品…`. */
function among(paper: Paper, sentence: number, items: readonly Item[]): Finding[] {
  const [first] = items
  const name = first && inside.exec(before(paper, first.level, 40))?.[1]
  if (!name) return []
  const whole = before1(paper, sentence).findLast((one) => one.name.includes(name) && sort(one.level) === sort(first.level))
  return whole ? items.filter(({ level }) => sort(level) === sort(whole.level) && level.low > whole.level.high).map(({ level }) => say(paper, level, whole.level, scaleOf(paper, level) === scaleOf(paper, whole.level) ? 'part-whole' : 'unit')) : []
}

const scaleOf = (paper: Paper, one: Figure): string => /[万亿]/.exec(paper.text.slice(one.start, one.end))?.[0] ?? ''

/** `生产总值3800875亿元，其中第一产业775148万元、…`: the parts make the digits of the whole, in another unit. */
function sameDigits(paper: Paper, sentence: number, items: readonly Item[]): Finding[] {
  const behind = paper.paragraphs[sentence + 1] === paper.paragraphs[sentence] ? (allItems(paper).get(sentence + 1) ?? []) : []
  return items.flatMap((whole, at) => {
    const parts = [...items.slice(at + 1), ...behind].filter(({ level }) => sort(level) === sort(whole.level) && scaleOf(paper, level) !== scaleOf(paper, whole.level)).slice(0, 8)
    if (parts.length < 2 || !opens(paper, parts[0]!.level.sentence, parts[0]!)) return []
    let total = 0
    for (const { level } of parts) {
      total += level.value
      const ratio = whole.level.value / total
      const scale = [1e4, 1e8, 1e-4, 1e-8].find((one) => Math.abs(ratio / one - 1) < 0.001)
      if (scale === undefined || level === parts[0]!.level) continue
      return [
        finding(paper, [whole.level, ...parts.map((one) => one.level)], {
          verdict: 'contradiction',
          kind: 'unit',
          calculation: `各部分之和 ${show(total)}${level.unit}，所列 ${printed(whole.level)}`,
          explanation: '总数与各部分之和数字相同而单位差万倍。',
        }),
      ]
    }
    return []
  })
}

