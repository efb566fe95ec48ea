import { Button } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Field } from '../../platform/register/fields.ts'
import type { ImportForm } from '../../platform/register/import/form.ts'
import { saveFile } from './api.ts'
import { useText, type Say } from './language.tsx'
import { Card } from './Page.tsx'

/** What a cell of the column may hold, in a few words. */
function contentOf(field: Field, say: Say): string {
  switch (field.kind) {
    case 'date':
      return say({ zh: '日期，如 2026-11-22', en: 'A date, such as 2026-11-22' })
    case 'boolean':
      return say({ zh: '是 / 否', en: 'Yes or no' })
    case 'integer':
    case 'number':
    case 'money':
      return say({ zh: '数字', en: 'A number' }) + (field.kind !== 'money' && field.unit ? `（${say(field.unit)}）` : '')
    case 'choice':
    case 'choices': {
      const words = field.options.slice(0, 4).map((option) => say(option.label))
      return words.join(' / ') + (field.options.length > 4 ? ' …' : '')
    }
    case 'region':
      return say({ zh: '6、9 或 12 位区划代码', en: 'A division code of 6, 9 or 12 digits' })
    default:
      return field.help ? say(field.help) : ''
  }
}

/** What a sheet may have for columns, and by what its rows meet those on record. */
export type SheetColumns = Pick<ImportForm, 'fields' | 'meets'>

/** The columns a sheet may have, and an empty sheet with them. A sheet as it came is as good: no column must be there by its exact name. */
export function ImportTemplate({ title, form: { fields, meets } }: { title: Bilingual; form: SheetColumns }) {
  const say = useText()
  const columns = Object.entries(fields).filter(([, field]) => !field.readonly && field.kind !== 'json')
  const download = () => {
    const heads = columns.map(([, field]) => `"${say(field.label).replaceAll('"', '""')}"`).join(',')
    // Excel reads a CSV as UTF-8 only where it begins with the mark.
    saveFile(
      new Blob(['\uFEFF', heads, '\r\n'], { type: 'text/csv;charset=utf-8' }),
      `${say(title)}-${say({ zh: '模板', en: 'template' })}.csv`,
    )
  }
  return (
    <div style={{ marginTop: 14 }}>
      <Card
        title={say({ zh: '可以有哪些列', en: 'Which columns it may have' })}
        more={
          <Button size="small" onClick={download}>
            {say({ zh: '下载空模板', en: 'Download an empty template' })}
          </Button>
        }
      >
        <p className="card-body quiet">
          {say({
            zh: '不必用模板：手头的表按常见列名都能认出，列的先后、多少不限，认不准的下一步可以改。没有的列不写即可。',
            en: 'The template is not needed: a sheet with the usual headings is understood, in any order, and guesses can be corrected in the next step.',
          })}{' '}
          {meets && say(meets)}
        </p>
        <details className="card-body">
          <summary>{say({ zh: '全部 {n} 列', en: 'All {n} columns' }, { n: columns.length })}</summary>
          <dl className="fields">
            {columns.map(([name, field]) => (
              <div key={name}>
                <dt>{say(field.label)}</dt>
                <dd className="quiet">{contentOf(field, say)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </Card>
    </div>
  )
}
