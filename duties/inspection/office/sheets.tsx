import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { Link } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { addressOf, api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { TakeIn } from '../../../web/kit/TakeIn.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { checkSheets, MANAGE, sheetKindChoices } from '../registers.ts'
import { measureSaid } from '../sheets/measures.ts'
import type { Sheet, SheetItem } from '../sheets/sheet.ts'
import '../sheet-form/sheet-form.css'

/** Sheets are the whole city's: a county uses them. */
function useKeeps(): boolean {
  const [allows, me] = [useHolds(), useMe()]
  return allows(MANAGE) && me.region.code === me.city.code
}

/** `/check-sheets`: the versions of each sheet, and its items. */
export function SheetPages() {
  const keeps = useKeeps()
  return <RegisterPages register={checkSheets} base="/check-sheets" actions={keeps && <TakeSheet />} rowExtra={(row) => <SheetContent row={row} />} />
}

/** A workbook, ours or a province's print, becomes a draft of the next version. */
function TakeSheet() {
  const say = useText()
  const client = useQueryClient()
  const [kind, setKind] = useState<string>('catering')
  return (
    <TakeIn
      title={say({ zh: '导入检查要点表', en: 'Take in a check sheet' })}
      path="/check-sheets/import"
      given={{ kind }}
      about={say({ zh: '本省印发的要点表或从这里导出后改过的表，导入后是新版草稿，核对后再启用。', en: 'The province’s print, or a sheet exported here and changed. It becomes a draft of the next version, to be looked at before it is put into use.' })}
      hint={say({ zh: '带 * 的为重点项', en: '* marks key items' })}
      outcome={(result) => <TakenIn result={result as Taken} />}
      onDone={() => void client.invalidateQueries({ queryKey: ['register', 'check_sheet'] })}
    >
      <label htmlFor="in-sheet-kind">{say({ zh: '适用', en: 'For' })}</label>
      <Select id="in-sheet-kind" value={kind} onChange={setKind} options={sheetKindChoices.map(({ code, label }) => ({ value: code, label: say(label) }))} />
    </TakeIn>
  )
}

/** As the job of the import answers. */
type Taken = { readonly sheet: string; readonly version: string; readonly items: number; readonly notes: readonly FieldProblem[] }

/** The draft that was made, and what the reader decided on its own: to be looked at before it is put into use. */
function TakenIn({ result: { sheet, version, items, notes } }: { result: Taken }) {
  const say = useText()
  return (
    <div className="stack">
      <p><Link href={`/check-sheets/${sheet}`}>{say({ zh: '{version} 版草稿，{n} 项：核对后启用', en: 'Draft {version}, {n item|items}: look at it, then put it into use' }, { version, n: items })}</Link></p>
      {notes.length > 0 && (
        <>
          <h3>{say({ zh: '表中没有写明、由系统判断的 {n} 处', en: 'What the file does not say and was decided here ({n})' }, { n: notes.length })}</h3>
          <ul>{notes.map(({ path, sentence }) => <li key={`${path}${sentence.zh}`}>{path}{say({ zh: '：', en: ': ' })}{say(sentence)}</li>)}</ul>
        </>
      )}
    </div>
  )
}

/** What an item asks for beside an answer: a limit, photos, and when it applies. */
function Asked({ item: { measure, photo, when = [], points }, facts }: { item: SheetItem; facts: Sheet['facts'] }) {
  const say = useText()
  const texts = when.map((code) => facts.find((fact) => fact.code === code)?.text ?? { zh: code, en: code })
  const asked = [
    measure && say({ zh: '限值 {limit}', en: 'Limit {limit}' }, { limit: say(measureSaid(measure)) }),
    photo && say(photo === 'always' ? { zh: '必拍照', en: 'Photo always' } : { zh: '不合格时拍照', en: 'Photo on failure' }),
    texts.length > 0 && say({ zh: '适用：{when}', en: 'Where: {when}' }, { when: texts.map((text) => say(text)).join(say({ zh: '；', en: '; ' })) }),
    say({ zh: '{n} 分', en: '{n point|points}' }, { n: points }),
  ].filter(Boolean)
  return <div className="small">{asked.join(' · ')}</div>
}

function SheetContent({ row }: { row: AnyRow }) {
  const say = useText()
  const keeps = useKeeps()
  const toast = useToast()
  const client = useQueryClient()
  const sheet = row['content'] as Sheet
  const draft = row['state'] === 'draft'
  const changes = useQuery({ queryKey: ['check_sheet', row.id, 'changes'], enabled: draft, queryFn: () => api.get<{ against: string | null; changes: readonly Bilingual[] }>(`/check-sheet/${row.id}/changes`) })
  const [asking, setAsking] = useState(false)
  const { busy, once } = useOnce(toast.failed)
  const use = () =>
    once(async () => {
      await api.post(`/check-sheet/${row.id}/use`, {})
      await client.invalidateQueries({ queryKey: ['register', 'check_sheet'] })
      toast.done(say({ zh: '已启用', en: 'In use' }))
      setAsking(false)
    })
  return (
    <Card title={say(sheet.title)} padded more={
      <span className="in-marks">
        <Button href={addressOf(`/check-sheet/${row.id}/workbook`)}>{say({ zh: '导出 .xlsx', en: 'Export .xlsx' })}</Button>
        {draft && keeps && <Button type="primary" onClick={() => setAsking(true)}>{say({ zh: '启用此版', en: 'Put into use' })}</Button>}
      </span>
    }>
      <Modal open={asking} title={say({ zh: '启用 {version} 版', en: 'Put {version} into use' }, { version: sheet.version })} okText={say({ zh: '启用', en: 'Put into use' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onCancel={() => setAsking(false)} onOk={() => void use()} okButtonProps={{ loading: busy }}>
        <p>{changes.data?.against
          ? say({ zh: '今后派出的检查都用此版，{before} 版停用；已派出的检查仍按原版办完。启用后不能改动，只能另作新版。', en: 'Inspections assigned from now on use it and {before} is retired; those assigned already are ended by the version they have. It cannot be changed afterwards, only followed by the next version.' }, { before: changes.data.against })
          : say({ zh: '今后派出的检查都用此版。启用后不能改动，只能另作新版。', en: 'Inspections assigned from now on use it. It cannot be changed afterwards, only followed by the next version.' })}</p>
      </Modal>
      <p className="quiet">{sheet.source}</p>
      {changes.data?.against && (
        <>
          <h3>{say({ zh: '与在用的 {version} 版相比', en: 'Compared with {version}, which is in use' }, { version: changes.data.against })}</h3>
          {changes.data.changes.length === 0 && <p>{say({ zh: '没有差别。', en: 'Nothing differs.' })}</p>}
          <ul>{changes.data.changes.map((change) => <li key={change.zh}>{say(change)}</li>)}</ul>
        </>
      )}
      {[...Map.groupBy(sheet.items, ({ section }) => section.zh).values()].map((items) => (
        <section key={items[0]!.section.zh}>
          <h3>{say(items[0]!.section)}</h3>
          <ol className="in-items">
            {items.map((item) => (
              <li key={item.code}>
                {item.key && <strong title={say({ zh: '重点项', en: 'Key item' })}>* </strong>}
                {item.code} {say(item.text)} <span className="quiet small">{say(item.method)} · {item.basis}</span>
                <Asked item={item} facts={sheet.facts} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Card>
  )
}
