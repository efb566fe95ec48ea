import type { Finding } from '../../contract.ts'
import { ordered, paragraphRows } from '../ranked/named-rows.ts'
import { cut, meet, over, showInterval, sum, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { between, finding, findingAt, inSentence, isCount, isExact, isGrowth, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { likely } from '../ground/likely.ts'

/** Shares whose part or whole stands some clauses away or is told by its name. Each leaves a doubt. */
export const checkSharesApart = (paper: Paper): Finding[] => [
  ...paper.figures.flatMap((rate) =>
    isRate(rate) && rate.cell === null && isExact(rate) && !isGrowth(paper, rate)
      ? (amongThem(paper, rate) ?? ofQuarter(paper, rate) ?? byName(paper, rate) ?? [])
      : [],
  ),
  ...moreThanHalf(paper),
]

type Pair = readonly [part: Figure, whole: Figure]
function judge(paper: Paper, rate: Figure, pairs: readonly Pair[]): Finding | null {
  const shareOf = ([part, whole]: Pair) => times(over(part, whole), 100)
  if (pairs.some((pair) => meet(cut(shareOf(pair)), cut(rate)) || meet(shareOf(pair), cut(rate)))) return null
  const pair = pairs.find((one) => one[1].value > one[0].value && likely(shareOf(one), rate))
  if (!pair) return null
  return finding(paper, [rate, ...pair], {
    verdict: 'doubtful',
    kind: 'ratio',
    calculation: `${printed(pair[0])} ÷ ${printed(pair[1])} = ${showInterval(shareOf(pair), 2)}%，所列 ${printed(rate)}`,
    explanation: '占比与前文所列的部分、总数不符；若所占的是另一个总数则无误。',
  })
}

/** `96个乡镇中有24个仅配1名检测员，占25.0%`: what is counted within the part is not it. */
function amongThem(paper: Paper, rate: Figure): Finding | null {
  if (!/^占(?:比)?[为达到]*$/.test(lead(paper, rate))) return null
  const same = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one))
  const part = same.findLast((one, at) => at > 0 && /^[一-鿿()]{0,12}中，?(?:共|还|仍|已|仅|只)?有?$/.test(between(paper, same[at - 1]!, one)))
  const whole = part && same[same.indexOf(part) - 1]
  if (!part || !whole || sort(part) !== sort(whole) || /[；，].*，/.test(between(paper, part, rate))) return null
  const behind = same.filter((one) => one.start > part.start)
  if (behind.some((one) => sort(one) === sort(part))) return null
  return judge(paper, rate, [[part, whole], ...behind.flatMap((one) => same.map((of): Pair => [one, of]))])
}

/** `四个季度依次督导61200户次、…、61776户次，…。四季度覆盖率达99.0%` of the 62400户 of the paragraph. */
function ofQuarter(paper: Paper, rate: Figure): Finding | null {
  const name = /^(?:其中|而)?([一二三四]季度|\d{1,2}月)[一-鿿]{1,6}率(?:已)?[为达到]*$/.exec(lead(paper, rate))?.[1]
  if (name === undefined) return null
  const parts = paragraphRows(paper, rate.sentence).flatMap((row) => row.filter((one) => one.name === name && one.figure.end <= rate.start && isCount(one.figure)))
  const near = paragraphOf(paper, rate.sentence).filter(isCount)
  const pairs = parts.flatMap(({ figure }) => near.filter((one) => one !== figure && (one.unit === figure.unit || `${one.unit}次` === figure.unit)).map((whole): Pair => [figure, whole]))
  const whole = pairs.filter(([part, of]) => of.unit !== part.unit)
  return whole.length > 0 ? judge(paper, rate, [...whole, ...pairs]) : null
}

/** `…，家庭农场1360家，散户2028家；…纳入率分别为90.0%、80.0%，散户仅22.3%`: the whole of that name stands elsewhere. */
function byName(paper: Paper, rate: Figure): Finding | null {
  const name = /^(?:而|其中)?([一-鿿]{2,6}?)(?:仅|只有|则仅|为|达|达到)$/.exec(lead(paper, rate))?.[1]
  const last = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start)
  if (name === undefined || /率|比|占/.test(name) || !last || !isRate(last)) return null
  const called = (one: Figure): boolean => lead(paper, one, 16).endsWith(name) || tail(paper, one, 10).startsWith(name)
  const parts = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one) && called(one))
  return judge(paper, rate, parts.flatMap((part) => countsLike(paper, part).filter((one) => one !== part && called(one)).map((whole): Pair => [part, whole])))
}

/** `蔬菜类146件、畜禽类82件、水产类52件，蔬菜类超过一半` */
function moreThanHalf(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const words = paper.text.slice(start, end)
    return [...words.matchAll(/(超过?|过|不足|不到)了?(?:一半|半数)/g)].flatMap((match) => {
      const at = start + match.index
      const ahead = words.slice(0, match.index).split(/[，。；：、]/).at(-1)!
      const rows = [...paragraphRows(paper, sentence), ...ordered(paper, sentence)]
      const members = rows.flatMap((row) => {
        const own = row.find(({ name, figure }) => figure.end <= at && figure.sentence === sentence && ahead.startsWith(name) && /^(?:均|已|约|占)?$/.test(ahead.slice(name.length)))
        return own ? [{ row, own }] : []
      })
      const more = /^(?:超|过)/.test(match[1]!)
      const wrong = members.filter(({ row, own }) => {
        const share = over(own.figure, sum(row.map(({ figure }) => figure)))
        return more ? share.high <= 0.5 : share.low >= 0.5
      })
      const [one] = wrong
      if (!one || wrong.length < members.length) return []
      return [
        findingAt(paper, at - ahead.length, at + match[0].length, {
          verdict: 'doubtful',
          kind: 'ratio',
          calculation: `${printed(one.own.figure)} ÷ (${one.row.map(({ figure }) => printed(figure)).join(' + ')})，所称“${match[0]}”`,
          explanation: '所称的一半与所列各数不符；若所占的是另一个总数则无误。',
        }, one.row.map(({ figure }) => figure.id)),
      ]
    })
  })
}
