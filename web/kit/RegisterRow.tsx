import { useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Tabs } from 'antd'
import { useLocation } from 'wouter'
import { pathOf, type Register } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { belongingTo, parentField } from './declarations.ts'
import { Files } from './Files.tsx'
import { dateTime } from './format.ts'
import { useIndicators } from './indicator-data.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { Card, Fault, Loading, Notice, Page } from './Page.tsx'
import { panelsOf, rowPlace } from './places.ts'
import { nameOfRow } from './Reference.tsx'
import { RegisterHistory } from './RegisterHistory.tsx'
import { RegisterList, useMayCreate } from './RegisterList.tsx'
import { useHolds } from './session.tsx'
import { State } from './State.tsx'
import { useToast } from './toast.tsx'
import type { AnyRow, Labels, OneRow } from './types.ts'
import { Value } from './Value.tsx'

/** One row, as the server gives it to this person. */
export const useRow = (register: Register, id: string) =>
  useQuery({
    queryKey: ['register', register.name, 'row', id],
    queryFn: () => api.get<OneRow>(`/${pathOf(register.name)}/${id}`),
  })

/** What a row's page is called: a row that is named by an indicator bears the indicator's title. */
function useRowTitle(register: Register, row: AnyRow | undefined): string {
  const say = useText()
  const field = register.fields[register.naming]
  const named = field?.kind === 'text' && field.names === 'indicator'
  const indicator = useIndicators(named).data?.find(({ name }) => named && name === row?.[register.naming])
  if (indicator) return say(indicator.title)
  return row ? nameOfRow(register.name, row) : say(register.title)
}

/** The fields of a row as label and value. */
export function RowFields({
  register,
  row,
  labels,
  may = [],
  names,
}: {
  register: Register
  row: AnyRow
  labels?: Labels
  may?: readonly string[]
  names?: readonly string[]
}) {
  const say = useText()
  const region = { kind: 'region', label: { zh: '区域', en: 'Region' } } as const
  const above = names ? null : parentField(register)
  return (
    <dl className="fields">
      {above && (
        <div>
          <dt>{say(above[1].label)}</dt>
          <dd>
            <Value field={above[1]} value={row[above[0]]} labels={labels} />
          </dd>
        </div>
      )}
      {(names ?? Object.keys(register.fields)).map((name) => {
        const field = register.fields[name]
        if (!field || field.internal || (field.kind === 'json' && !names)) return null
        return (
          <div key={name}>
            <dt>{say(field.label)}</dt>
            <dd>
              <Value
                field={field}
                value={row[name]}
                labels={labels}
                unmask={may.includes('unmask') ? { register: register.name, id: row.id, name } : undefined}
              />
            </dd>
          </div>
        )
      })}
      {row.region && !('region' in register.fields) && !names && (
        <div>
          <dt>{say(region.label)}</dt>
          <dd>
            <Value field={region} value={row.region} labels={labels} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** The generic page of a row: its fields, what hangs under it, panels of other duties, files, history. */
export function RegisterRow({
  register,
  id,
  base,
  extra,
  tabs = [],
  hidden = [],
}: {
  register: Register
  id: string
  base: string
  extra?: (row: AnyRow, may: readonly string[]) => ReactNode
  tabs?: readonly { key: string; label: string; children: ReactNode }[]
  /** Registers below it that the page shows by itself. */
  hidden?: readonly string[]
}) {
  const say = useText()
  const allows = useHolds()
  const [, go] = useLocation()
  const [closing, setClosing] = useState(false)
  const found = useRow(register, id)
  const title = useRowTitle(register, found.data?.row)
  const parent = parentField(register)
  const mayDo = (action: string) => found.data?.may.includes(action) ?? false
  useKeys({
    e: () => (mayDo('change') ? go(`${base}/${id}/change`) : false),
    d: () => (mayDo('close') ? setClosing(true) : false),
    o: () => {
      const above = parent && found.data?.row[parent[0]]
      return typeof above === 'string' && register.belongsTo ? go(rowPlace(register.belongsTo, above)) : false
    },
  })
  if (!found.data)
    return (
      <Page title={say(register.title)} back={{ to: base, label: say(register.title) }}>
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  const { row, may, labels } = found.data
  const below = belongingTo(register.name).filter((one) => allows(one.access.read) && !hidden.includes(one.name))
  const all = [
    {
      key: 'facts',
      label: say({ zh: '基本情况', en: 'Facts' }),
      children: (
        <Card padded>
          <RowFields {...{ register, row, labels, may }} />
        </Card>
      ),
    },
    ...tabs,
    ...below.map((one) => ({
      key: one.name,
      label: say(one.title),
      children: (
        <RegisterList
          register={one}
          embedded
          fixed={{ [`${register.name}_id`]: id }}
          actions={<NewBelow parent={register.name} id={id} register={one} />}
        />
      ),
    })),
    ...panelsOf(register.name)
      .filter((panel) => allows(panel.right))
      .map(({ label, panel: Panel }) => ({ key: label.en, label: say(label), children: <Panel id={id} /> })),
    {
      key: 'files',
      label: say({ zh: '附件', en: 'Files' }),
      children: (
        <Card padded>
          <Files table={register.name} id={id} editable={may.includes('change')} />
        </Card>
      ),
    },
    {
      key: 'history',
      label: say({ zh: '历史', en: 'History' }),
      children: (
        <Card padded>
          <RegisterHistory register={register} id={id} />
        </Card>
      ),
    },
  ]
  return (
    <Page
      title={title}
      back={{ to: base, label: say(register.title) }}
      about={
        row.closed_at ? <State>{say({ zh: '已注销 · {at}', en: 'Closed · {at}' }, { at: dateTime(row.closed_at) })}</State> : undefined
      }
      actions={
        <>
          {may.includes('change') && (
            <LinkButton to={`${base}/${id}/change`} type="primary" title="E">
              {say({ zh: '修改', en: 'Change' })}
            </LinkButton>
          )}
          {may.includes('close') && (
            <Button danger onClick={() => setClosing(true)} title="D">
              {say({ zh: '注销', en: 'Close' })}
            </Button>
          )}
          {closing && <CloseRow register={register} row={row} onShut={() => setClosing(false)} />}
        </>
      }
    >
      {row.closed_at && typeof row['closed_reason'] === 'string' && (
        <Notice>{say({ zh: '注销原因：{why}', en: 'Closed because: {why}' }, { why: row['closed_reason'] })}</Notice>
      )}
      {extra?.(row, may)}
      <Tabs items={all} destroyOnHidden />
    </Page>
  )
}

function NewBelow({ parent, id, register }: { parent: string; id: string; register: Register }) {
  const say = useText()
  const may = useMayCreate(register)
  const place = (what: string): string => `/registers/${pathOf(register.name)}/${what}?${parent}_id=${id}`
  return (
    <>
      {may.bring && <LinkButton to={place('import')}>{say({ zh: '导入', en: 'Import' })}</LinkButton>}
      {may.create && (
        <LinkButton to={place('new')} type="primary">
          {say({ zh: '新建', en: 'New' })}
        </LinkButton>
      )}
    </>
  )
}

/** Soft close (注销) with its reason: the row stays readable. Ctrl+Enter does it. */
export function CloseRow({ register, row, onShut }: { register: Register; row: AnyRow; onShut: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const close = async () => {
    if (reason.trim() === '') return
    try {
      await api.post(`/${pathOf(register.name)}/${row.id}/close`, { version: row.version, reason })
      onShut()
      toast.done(say({ zh: '已注销', en: 'Closed' }))
      await client.invalidateQueries({ queryKey: ['register', register.name] })
    } catch (failure) {
      setError(failure)
    }
  }
  useKeys({ 'Ctrl+Enter': () => void close(), 'Ctrl+s': () => void close() })
  return (
    <Modal
      open
      title={say({ zh: '注销这条记录', en: 'Close this record' })}
      onCancel={onShut}
      // The dialog takes the focus when it stands.
      afterOpenChange={(shown) => {
        if (shown) document.getElementById('close-reason')?.focus()
      }}
      onOk={() => void close()}
      okText={say({ zh: '注销', en: 'Close' })}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
    >
      {error !== null && <Fault error={error} />}
      <p className="quiet">
        {say({
          zh: '注销后仍可查看，但不能再修改，也不再出现在默认列表中。',
          en: 'It stays readable, can no longer be changed and leaves the default list.',
        })}
      </p>
      <label htmlFor="close-reason">{say({ zh: '注销原因（必填）', en: 'Reason (required)' })}</label>
      <Input.TextArea id="close-reason" autoFocus rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  )
}
