import type { ReadClaim } from '../contract.ts'
import type { Figure } from './figures.ts'
import type { Phrase } from './phrases.ts'
import type { Relation } from './relations.ts'
import type { Share } from './series.ts'
import { unitSort } from './units.ts'

/** The claims from which a figure takes its subject and its measure. */
export type Said = { readonly subject?: ReadClaim; readonly measure?: ReadClaim }

/** A paragraph's text, the figures of a sentence, and the claims made of those before the one in hand. */
export type Before = { readonly text: string; readonly figures: readonly Figure[]; readonly claims: readonly ReadClaim[] }

/**
 * What a figure leaves unsaid was said before: all of it by the head of a bare list, by the figure a bracket notes, or by the last rate
 * (覆盖率由29.5%提升至98%，提高68.5个百分点); the deed by a list it goes on (检查甲5家、乙6家); the subject alone by its whole, by the figures
 * a 分别 goes through, or by the figure before it (检查…500户次，责令整改20户次). A clause with a scope of its own begins anew.
 */
export function saidBefore(
  { text, figures, claims }: Before,
  phrase: Phrase,
  { partOf, bracketOf }: Relation,
  share: Share | null,
  scoped: boolean,
): Said {
  const i = claims.length
  const last = claims[i - 1]
  if (!last) return {}
  const silent = /^(?:数量|金额|占比|)$/.test(phrase.measure)
  const gap = text.slice(figures[i - 1]!.to, figures[i]!.from)
  const listed = silent && phrase.measure !== '占比' && /^[^，。；：()]*[、和及][^，。；：()]*$/.test(gap) ? { measure: last } : {}
  if (phrase.subject !== '') return listed
  if (share?.respectively && share.period === null) {
    const named = claims
      .slice(0, share.head)
      .filter((claim) => claim.bracketOf === null)
      .slice(-share.count)
    const head = claims[share.head]
    if (named.length === share.count) return { subject: named[share.index], measure: silent ? head : undefined }
  }
  if (silent && bracketOf !== null) return both(claims[bracketOf])
  if (silent && share && share.head < i) return both(claims[share.head])
  if (silent && goesOn(gap, figures[i - 1]!, figures[i]!)) return both(last)
  if (partOf !== null) return { subject: claims[partOf], ...listed }
  if (scoped) return listed
  // a share of density (批次/千人) says the last figure in another way; a rate is of the whole, not of the part before it
  if (silent && figures[i]!.unit.includes('/')) return both(last)
  const rate = unitSort(figures[i]!.unit).sort === 'rate' && phrase.measure !== '占比'
  const top = rate && gap !== '' ? claims.slice(-FAR).findLast((claim) => claim.partOf === null && claim.bracketOf === null) : last
  return { subject: top ?? last, ...listed }
}

/** How many figures back what is unsaid may have been said. */
const FAR = 40

const both = (claim: ReadClaim | undefined): Said => ({ subject: claim, measure: claim })

/** A rate without a name goes on with the last one, and so does what a figure is compared with (比上年的512起) or has become (增加到27个). */
function goesOn(gap: string, last: Figure, figure: Figure): boolean {
  if (gap.length >= 30 || /[。；]/.test(gap)) return false
  if (/[%‰点]$/.test(last.unit) && /[%‰点]$/.test(figure.unit)) return true
  return last.unit === figure.unit && /^，?(?:比|较|由|从)|(?:增|加|高|低|少|降|升|短|大)(?:到|至)/.test(gap)
}
