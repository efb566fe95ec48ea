import { Link } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Notice } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import type { AnyRow, Labels } from '../../../web/kit/types.ts'

type Warning = { readonly code: string; readonly sentence: Bilingual; readonly row: string }

/** What a person should look at, in one block; and where a record that was merged or closed has gone. */
export function Warnings({ row, found, labels }: { row: AnyRow; found: readonly Warning[]; labels: Labels }) {
  const say = useText()
  const into = row['merged_into']
  const soon = (code: string) => code.startsWith('expiring')
  const tone = found.every(({ code }) => soon(code)) ? 'soon' : 'late'
  return (
    <>
      {typeof into === 'string' && (
        <Notice tone="soon">
          ◆ {say({ zh: '这条记录已并入', en: 'This record was merged into' })}{' '}
          <Link href={rowPlace('premises', into)}>{say(labels[into] ?? { zh: '另一条', en: 'another' })}</Link>
          {say({ zh: '，只供查阅。', en: '; it is kept to be read.' })}
        </Notice>
      )}
      {row.closed_at && !into && (
        <Notice>{say({ zh: '已注销：{why}', en: 'Closed: {why}' }, { why: String(row['closed_reason'] ?? '') })}</Notice>
      )}
      {found.length > 0 && (
        <div className={`notice ${tone}`} role="status">
          <ul className="warnings">
            {found.map(({ code, sentence, row: about }) => (
              <li key={`${code} ${about}`}>
                <span aria-hidden="true">{soon(code) ? '◆ ' : '▲ '}</span>
                {say(sentence)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
