import type { Finding } from '../../contract.ts'
import { between, finding, isExact, isPoints, printed, type Figure, type Paper } from '../ground/paper.ts'

const bound = /^\((?:要求|标准|规定|目标|国家要求|省定)?(?:为|是)?(?<least>不低于|不少于|不小于|至少)?(?<most>不高于|不超过|不多于|不大于)?$/
const failed = /未达|不达标|没有达到|差|低于|不足/

/** `综合考核权重3%（不低于3%），达标`: what has to be noted in brackets behind what is. */
export const checkNotedBounds = (paper: Paper): Finding[] =>
  paper.figures.flatMap((asked) => {
    const own = paper.figures[asked.at - 1]
    if (!own || own.sentence !== asked.sentence || own.unit !== asked.unit || own.cell !== null || !isExact(own) || isPoints(own)) return []
    const words = `${between(paper, own, asked)}${/^(?:不[低少小高超多大][于过]|至少)/.exec(asked.text)?.[0] ?? ''}`
    const { least, most } = bound.exec(words)?.groups ?? {}
    if (least === undefined && most === undefined) return []
    const wrong = least !== undefined ? own.high < asked.value : own.low > asked.value
    if (!wrong || failed.test(paper.text.slice(asked.end, asked.end + 24))) return []
    return [say(paper, own, asked, least !== undefined)]
  })

const say = (paper: Paper, own: Figure, asked: Figure, least: boolean): Finding =>
  finding(paper, [own, asked], {
    verdict: /^[^。；]{0,8}(?:达标|达到|符合|满足)/.test(paper.text.slice(asked.end + 1, asked.end + 14)) ? 'contradiction' : 'doubtful',
    kind: 'bound',
    calculation: `所列 ${printed(own)} ${least ? '<' : '>'} 括号内所要求的 ${printed(asked)}`,
    explanation: `所列的数没有达到括号内的要求；若本就未达标则无误。`,
  })
