import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { findingAt, isExact, isRate, printed, type Figure, type Paper } from '../ground/paper.ts'
import { firstBehind } from '../ground/places.ts'

const told = /(超过?|逾|突破|近|接近|不足|不到)([一二三四五六七八九])成(?=[，,(（])/g
/** `首次超四成，达47.65%`: the tenths that are passed, and the share itself. */
export const checkTenths = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(told)].flatMap((match) => {
    const end = match.index + match[0].length
    const rate: Figure | undefined = paper.figures[firstBehind(paper.figures, end)]
    if (!rate || !isRate(rate) || rate.unit !== '%' || !isExact(rate) || !/^[，,(（](?:达到?|为|约?占|占比)?(?:为|到|达)?$/.test(paper.text.slice(end, rate.start).replaceAll(/\s/g, ''))) return []
    const mark = 10 * hanNumber(match[2]!)
    const over = /超|逾|突破/.test(match[1]!)
    const wrong = over ? rate.high < mark : rate.low > mark || (/近/.test(match[1]!) && rate.high < mark - 5)
    if (!wrong) return []
    return [
      findingAt(paper, match.index, rate.end, { verdict: 'contradiction', kind: 'bound', calculation: `“${match[0]}”，${printed(rate)} ${over ? '<' : '≠'} ${show(mark)}%`, explanation: '所称的成数与同处所列的占比不符。' }, [rate.id]),
    ]
  })
