import type { Finding } from '../../contract.ts'
import { depthOf } from '../ground/near.ts'
import { figureAt, inSentence, isRate, sort, type Figure, type Paper } from '../ground/paper.ts'
import { weighed } from '../shares/base.ts'
import { namesBase } from '../shares/named-base.ts'
import { standsApart } from './apart.ts'
import { borneOut } from './borne.ts'
import { otherStep } from './changes.ts'
import { givenByOthers } from './given.ts'
import { ratesOtherwise } from './rates.ts'
import { otherShare } from './shares.ts'
import { sumsOtherwise } from './sums.ts'
import { wholeIsMeant } from './whole-meant.ts'
import { otherWhole } from './wholes.ts'

/** Whether a finding leaves an honest reading after all, by which all of its figures are right: it is then none. */
export function readsOtherwise(paper: Paper, finding: Finding): boolean {
  if (finding.verdict !== 'contradiction' && finding.verdict !== 'doubtful') return false
  const figures = finding.claims.flatMap((id) => figureAt(paper, id) ?? [])
  const whole = figures.length === finding.claims.length
  // weights are no shares, and what they weigh is not added
  if (figures[0] && ['ratio', 'part-whole', 'base'].includes(finding.kind) && figures.some((one) => isRate(one) || one.unit === '分') && weighed(paper, figures[0])) return true
  const named = ofNamed(paper, finding, figures)
  if (whole && wholeIsMeant(paper, finding, figures, named)) return true
  if (named) return false
  if (borneOut(paper, finding, figures) || (figures.length > 1 && (sumsOtherwise(paper, finding, figures) || ratesOtherwise(paper, finding, figures) || standsApart(paper, finding, figures)))) return true
  if (!whole || figures.some(({ cell }) => cell !== null)) return false
  return givenByOthers(paper, finding, figures) || otherWhole(paper, finding, figures) || otherShare(paper, finding, figures) || otherStep(paper, finding, figures) || inBracketList(paper, finding, figures)
}

/** A share that names its base as the paper names the count that was taken is of no other. */
const ofNamed = (paper: Paper, { kind }: Finding, [rate, part, base]: readonly Figure[]): boolean =>
  kind === 'ratio' && rate !== undefined && part !== undefined && base !== undefined && namesBase(paper, rate, part, base)

/** `未发现问题的88个（明查61个、暗访27个），占91.7%`: what follows a bracket is said of what stands before it, not of the members of a list in it. */
function inBracketList(paper: Paper, { kind }: Finding, [said, ...others]: readonly Figure[]): boolean {
  if (!said || (kind !== 'ratio' && kind !== 'series' && kind !== 'mean' && kind !== 'points')) return false
  return others.some((one) => {
    if (one.end > said.start || one.sentence !== said.sentence || depthOf(paper, one) <= depthOf(paper, said)) return false
    const closed = paper.text.slice(one.end, said.start).includes(')')
    return closed && inSentence(paper, one.sentence).some((other) => other !== one && sort(other) === sort(one) && depthOf(paper, other) === depthOf(paper, one) && !/[()]/.test(paper.text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))))
  })
}
