import { Link } from 'wouter'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { useSignatures } from './data.ts'
import { figure, signs } from './look.ts'
import './cockpit.css'

/** So many stand on Today; the rest are on their page. */
const SHOWN = 5

/** On Today: the figures that one's department still has to countersign, those that changed since it did first. */
export function SigningCard() {
  const say = useText()
  const language = useLanguage()
  const { data: answer } = useSignatures(undefined)
  const open = answer?.figures.filter(({ mine, signed }) => mine && signed !== 'signed') ?? []
  if (!answer || open.length === 0) return null
  return (
    <Card
      title={say({ zh: '待会签的数据', en: 'Figures to countersign' })}
      more={<Link href="/evaluation/signatures">{say({ zh: '全部 {n} 项', en: 'All {n}' }, { n: open.length })}</Link>}
    >
      <ul className="items ev-signing">
        {open.slice(0, SHOWN).map(({ indicator, region, value, signed, last }) => {
          const known = answer.indicators[indicator]
          return (
            <li key={`${region} ${indicator}`}>
              <span className="what">
                <Link href="/evaluation/signatures">{say(known?.title ?? { zh: indicator, en: indicator })}</Link>
                {signed === 'changed' && last && (
                  <span className="small tone-soon">
                    <span aria-hidden="true">{signs.changed.sign}</span> {say({ zh: '{day} 会签的是 {value}，之后有变', en: '{value} was signed on {day} and has changed since' }, { day: last.day, value: figure(last.value, known, language) })}
                  </span>
                )}
              </span>
              <span className="figures nowrap">{figure(value, known, language)}</span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
