import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { checkSheets, MANAGE } from '../registers.ts'
import type { Sheet } from '../sheets/sheet.ts'

/** `/check-sheets`: the versions of each sheet, and its items. */
export const SheetPages = () => <RegisterPages register={checkSheets} base="/check-sheets" rowExtra={(row) => <SheetContent row={row} />} />

function SheetContent({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const sheet = row['content'] as Sheet
  const use = async () => {
    try {
      await api.post(`/check-sheet/${row.id}/use`, {})
      await client.invalidateQueries({ queryKey: ['register', 'check_sheet'] })
      toast.done(say({ zh: '已启用', en: 'In use' }))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <Card title={say(sheet.title)} more={row['state'] === 'draft' && allows(MANAGE) && <Button type="primary" onClick={() => void use()}>{say({ zh: '启用此版', en: 'Put into use' })}</Button>} padded>
      <p className="quiet">{sheet.source}</p>
      {[...Map.groupBy(sheet.items, ({ section }) => section.zh).values()].map((items) => (
        <section key={items[0]!.section.zh}>
          <h3>{say(items[0]!.section)}</h3>
          <ol className="in-items">
            {items.map((item) => (
              <li key={item.code}>
                {item.key && <strong title={say({ zh: '重点项', en: 'Key item' })}>* </strong>}
                {item.code} {say(item.text)} <span className="quiet small">{say(item.method)} · {item.basis}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Card>
  )
}
