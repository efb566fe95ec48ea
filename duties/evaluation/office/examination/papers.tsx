import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { addressOf } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'

/** A paper to take away, as Word or as PDF. */
export function Papers({ address, label }: { address: string; label: Bilingual }) {
  const say = useText()
  return (
    <span className="ex-papers">
      <a href={addressOf(`${address}.docx`)}>{say({ zh: '{paper}（Word）', en: '{paper} (Word)' }, { paper: say(label) })}</a>
      <a href={addressOf(`${address}.pdf`)}>{say({ zh: '{paper}（PDF）', en: '{paper} (PDF)' }, { paper: say(label) })}</a>
    </span>
  )
}
