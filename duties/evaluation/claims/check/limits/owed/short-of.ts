import type { Finding } from '../../../contract.ts'
import { between, findingAt, inSentence, isCount, isIncrement, joined, lead, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'

/**
 * What was done against what it had to be, both told as figures of one unit: `每人每年受训不少于40学时，2022年全员人均46学时`, `人均达48学时（省定为不少于40学时）`,
 * `全年不应低于3.6万次，实际督导41400次`.
 */
export const checkShortOf = (paper: Paper): Finding[] =>
  paper.figures.flatMap((asked) => {
    const least = boundOf(paper, asked)
    if (least === null || asked.cell !== null || !isCount(asked) || !(asked.value > 0)) return []
    const done = inSentence(paper, asked.sentence).find((one) => one !== asked && isCount(one) && sort(one) === sort(asked) && answers(paper, asked, one))
    if (!done || (least ? done.high >= asked.value : done.low <= asked.value) || done.value * 8 < asked.value) return []
    const [first, last] = done.start < asked.start ? [done, asked] : [asked, done]
    return [
      findingAt(
        paper,
        first.start,
        last.end,
        {
          verdict: 'contradiction',
          kind: 'bound',
          calculation: `所列 ${printed(done)} ${least ? '<' : '>'} 所要求的 ${printed(asked)}`,
          explanation: `所列的数没有达到同处所说的${least ? '最低' : '最高'}要求，文中也没有说未达到。`,
        },
        [done.id, asked.id],
      ),
    ]
  })

const lower = /(?:不少于|不低于|不得少于|不得低于|不应少于|不应低于|应不少于|至少|最少)(?:[为是达])?$/
const upper = /(?:不超过|不多于|不高于|不得超过|不得多于|不应超过|不应高于|至多|最多)(?:[为是达])?$/
/** A demand, in the words before the figure or in its own: true for a minimum, false for a maximum; null where it is none. */
function boundOf(paper: Paper, one: Figure): boolean | null {
  const own = joined(paper.text.slice(one.start, one.end))
  const words = `${lead(paper, one, 14)}${/^[不至最][少低得应多超高]/.test(own) ? own.replace(/[\d一二三四五六七八九十].*$/, '') : ''}`
  const ahead = lead(paper, one)
  if (/计划|目标|力争|拟|明年|下年|今后|将|提高到|增加到/.test(ahead)) return null
  return lower.test(words) ? true : upper.test(words) ? false : null
}

const head = /(?:人均|[户家所村校站车]均|每人|每名|平均每[人名户家所])/
/** The words of a figure as far as the figure before it. */
function wordsOf(paper: Paper, one: Figure): string {
  const last = paper.figures[one.at - 1]
  const words = lead(paper, one)
  return last && last.sentence === one.sentence ? words.slice(-Math.max(0, one.start - last.end)) : words
}

const failed = /未达|未能|未完成|没有达到|不足|不到|差|缺|低于|少于|仅|只有|只|尚未|超出|超过|高于/
/** Whether a figure says what was done of what another asks for. */
function answers(paper: Paper, asked: Figure, done: Figure): boolean {
  const own = wordsOf(paper, done)
  if (boundOf(paper, done) !== null || isIncrement(paper, done) || done.hedges.includes('at-least') || failed.test(own) || failed.test(tail(paper, done, 8).split('(')[0]!) || /上年|去年|以前|原来|比|较/.test(own)) return false
  const duty = wordsOf(paper, asked)
  const each = /每|人均|[户家所村校站车]均/.test(duty)
  const middle = between(paper, done, asked)
  // 人均达48学时（省定为不少于40学时）
  if (done.end <= asked.start) {
    const bracket = /^\((?:[^()，。；\d]{0,10})$/.test(middle.replace(/(?:不|至)[少低得应].*$/, ''))
    return bracket && /规定|要求|标准|省定|国定|部定|国家|市定|应|须|目标|定额|任务/.test(middle) && (head.test(own) || !/每/.test(duty))
  }
  if (/[。；]/.test(middle) || middle.length > 60) return false
  return each ? head.test(own) : /^(?:，?(?:全[年市县])?)?(?:实际|实|已)[一-鿿]{0,8}$/.test(own.split('，').at(-1)!)
}
