/**
 * Honest papers with sentences left out are honest papers still, and their shares, sums and means have lost the counts that would explain
 * them: what the check says of such papers and not of the whole ones is wrong. `node bench/claims/thin.ts [--times N]`.
 */
import { parseArgs } from 'node:util'
import type { Finding } from '../../duties/evaluation/claims/contract.ts'
import { line, machine } from '../machine.ts'
import { check, SEED } from './measure.ts'
import { random } from './random.ts'
import { papers, papersOfRound, rounds, sealed } from './set.ts'

const LEFT_OUT = 0.3
const said = (f: Finding): string => `${f.kind}|${f.calculation}`

/** Numbered lines, rows of tables and lines of one sentence stay: without them lists and headings would be wrong indeed. */
function thinned(text: string, chance: () => number): string {
  return text
    .split('\n')
    .map((paragraph) => {
      const sentences = paragraph.match(/[^。]*。|[^。]+$/gu) ?? []
      if (/^\s*[（(]?[一二三四五六七八九十\d]+[、.）)]|^[|#]/u.test(paragraph) || sentences.length < 2) return paragraph
      return sentences.filter(() => chance() > LEFT_OUT).join('')
    })
    .join('\n')
}

export function scoreThinned(times: number): void {
  const rng = random(SEED)
  const found: Finding[] = []
  const all = [...papers(), ...rounds.filter((round) => !sealed.includes(round)).flatMap(papersOfRound)]
  for (const { file, text } of all) {
    const whole = new Set(check([{ file, text }]).findings.map(said))
    for (let n = 0; n < times; n++) {
      const { findings } = check([{ file, text: thinned(text, () => rng.between(0, 1)) }])
      // points and headings that were left out are missed rightly
      found.push(...findings.filter((f) => !whole.has(said(f)) && f.kind !== 'heading' && f.kind !== 'enumeration'))
    }
  }
  const of = (verdict: Finding['verdict']): Set<string> => new Set(found.filter((f) => f.verdict === verdict).map(said))
  line(`contradictions in ${all.length * times} thinned papers`, `${of('contradiction').size}`, '0', of('contradiction').size === 0)
  line('doubtful verdicts there', `${of('doubtful').size}`, '', null)
  for (const f of found.filter(({ verdict }) => verdict === 'contradiction')) console.log(`  ${f.kind}: ${f.calculation} | ${f.sentence}`)
}

if (import.meta.main) {
  console.log(machine())
  scoreThinned(Number(parseArgs({ options: { times: { type: 'string', default: '4' } } }).values.times))
}
