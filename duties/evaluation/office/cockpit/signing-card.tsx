import { Link } from 'wouter'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { Card } from '../../../../web/kit/Page.tsx'
import { useToSign } from './data.ts'
import { figure, signs } from './look.ts'
import './cockpit.css'

/** On Today: the figures that one's department still has to countersign, those that changed since it did first. */
export function SigningCard() {
  const say = useText()
  const language = useLanguage()
  const { data: answer } = useToSign()
  if (!answer || answer.open === 0) return null
  return (
    <Card
      title={say({ zh: '待会签的数据', en: 'Figures to countersign' })}
      more={<Link href="/evaluation/signatures">{say({ zh: '全部 {n} 项', en: 'All {n}' }, { n: answer.open })}</Link>}
    >
      <ul className="items ev-signing">
        {answer.items.map(({ id, shown, value, signed, last }) => (
            <li key={id}>
              <span className="what">
                <Link href="/evaluation/signatures">{say(shown.title)}</Link>
                {signed === 'changed' && last && (
                  <span className="small tone-soon">
                    <span aria-hidden="true">{signs.changed.sign}</span> {say({ zh: '{day} 会签的是 {value}，之后有变', en: '{value} was signed on {day} and has changed since' }, { day: last.day, value: figure(last.value, shown, language) })}
                  </span>
                )}
              </span>
              <span className="figures nowrap">{figure(value, shown, language)}</span>
            </li>
        ))}
      </ul>
    </Card>
  )
}
