import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Radio } from 'antd'
import { useLocation } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { pathOf, type Register } from '../../../platform/register/declare.ts'
import { api } from '../../../web/kit/api.ts'
import { same } from '../../../web/kit/diff.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault, Loading } from '../../../web/kit/Page.tsx'
import { rowPlace } from '../../../web/kit/places.ts'
import { ReferencePicker } from '../../../web/kit/Reference.tsx'
import { useRow } from '../../../web/kit/RegisterRow.tsx'
import { holds, useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow, OneRow } from '../../../web/kit/types.ts'
import { Value } from '../../../web/kit/Value.tsx'
import { enterprises } from '../enterprises.ts'

type Pair = { readonly a: OneRow; readonly b: OneRow }
type Side = 'a' | 'b'

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || value === false

/** The fields in which two rows differ, so that a person must look at them. */
const differing = (register: Register, { a, b }: Pair): string[] =>
  Object.entries(register.fields)
    .filter(([name, field]) => !field.readonly && !same(a.row[name], b.row[name]))
    .map(([name]) => name)

/** Whether the person may merge rows of a register: enterprises only who keeps the whole city, since their premises may lie anywhere in it. */
export function useMayMerge(): (register: Register) => boolean {
  const me = useMe()
  return (register) =>
    me.grants.some(
      (grant) =>
        holds({ rights: grant.rights, enterprise: null }, register.access.write) &&
        (register.name !== enterprises.name || (grant.scope === 'subtree' && grant.region === me.city.code)),
    )
}

/** What goes over to the record that stays. */
const MOVES: Readonly<Record<string, Bilingual>> = {
  premises: { zh: '许可、人员、证书和历史', en: 'Licences, staff, certificates and history' },
  enterprise: { zh: '名下的经营场所、企业账号和历史', en: 'Its premises, business accounts and history' },
}

/** Two records of one place side by side: which survives, and whose word counts in each field. */
export function MergeDialog({ register, ids, onClose }: { register: Register; ids: readonly [string, string]; onClose: () => void }) {
  const say = useText()
  const a = useRow(register, ids[0])
  const b = useRow(register, ids[1])
  if (a.data && b.data) return <Merging register={register} pair={{ a: a.data, b: b.data }} onClose={onClose} />
  return (
    <Modal open title={say({ zh: '合并', en: 'Merge' })} onCancel={onClose} footer={null}>
      <Loading error={a.error ?? b.error} />
    </Modal>
  )
}

function Merging({ register, pair, onClose }: { register: Register; pair: Pair; onClose: () => void }) {
  const say = useText()
  const [survivor, setSurvivor] = useState<Side>('a')
  const [taken, setTaken] = useState<Readonly<Record<string, Side>>>({})
  const [reason, setReason] = useState('')
  const { send, busy, error } = useMerge(register, onClose)
  const other: Side = survivor === 'a' ? 'b' : 'a'
  const names = differing(register, pair)
  // Unless chosen, the survivor's word counts; what it leaves empty comes from the other.
  const sideOf = (name: string): Side => taken[name] ?? (isEmpty(pair[survivor].row[name]) ? other : survivor)
  const chosen = names.filter((name) => sideOf(name) === other)
  return (
    <Modal
      open
      width={920}
      title={say({ zh: '合并为一条', en: 'Merge into one' })}
      onCancel={onClose}
      okText={say({ zh: '合并', en: 'Merge' })}
      okButtonProps={{ disabled: reason.trim() === '', danger: true }}
      confirmLoading={busy}
      onOk={() => void send(pair[survivor].row, pair[other].row, chosen, reason.trim())}
    >
      <div className="stack">
        {error !== null && <Fault error={error} />}
        <p className="quiet">
          {say(
            {
              zh: '选定保留哪一条；不一致的字段逐个选用哪边的内容。{what}全部归到保留的一条，另一条转为指向它的记录，历史仍可查。',
              en: 'Choose which record stays, and in each field whose word counts. {what} all go to the one that stays; the other becomes a pointer to it and stays readable.',
            },
            { what: say(MOVES[register.name] ?? register.title) },
          )}
        </p>
        <div className="table-wrap" tabIndex={0} role="region" aria-label={say({ zh: '两条记录对照', en: 'The two records side by side' })}>
          <table className="rows loose">
            <thead>
              <tr>
                <th scope="col">{say({ zh: '字段', en: 'Field' })}</th>
                {(['a', 'b'] as const).map((side) => (
                  <th key={side} scope="col">
                    <Radio
                      checked={survivor === side}
                      onChange={() => {
                        setSurvivor(side)
                        setTaken({})
                      }}
                    >
                      {say({ zh: '保留：{name}', en: 'Keep: {name}' }, { name: pair[side].row[register.naming] })}
                    </Radio>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">{say(register.fields[name]!.label)}</th>
                  {(['a', 'b'] as const).map((side) => (
                    <td key={side}>
                      <Radio
                        checked={sideOf(name) === side}
                        disabled={isEmpty(pair[side].row[name])}
                        onChange={() => setTaken((before) => ({ ...before, [name]: side }))}
                      >
                        <Value field={register.fields[name]!} value={pair[side].row[name]} labels={pair[side].labels} />
                      </Radio>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <label htmlFor="merge-reason">
          {say({ zh: '合并理由（必填，记入两条历史）', en: 'Reason (required; kept in both histories)' })}
        </label>
        <Input.TextArea id="merge-reason" rows={2} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Modal>
  )
}

function useMerge(register: Register, onClose: () => void) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { busy, failure: error, once } = useOnce()
  const send = (stays: AnyRow, goes: AnyRow, chosen: readonly string[], reason: string) =>
    once(async () => {
      const versions = { version: stays.version, losing_version: goes.version }
      await api.post(`/${pathOf(register.name)}/${stays.id}/merge`, { losing: goes.id, chosen, reason, ...versions })
      toast.done(say({ zh: '已合并', en: 'Merged' }))
      onClose()
      await client.invalidateQueries({ queryKey: ['register'] })
      go(rowPlace(register.name, stays.id))
    })
  return { send, busy, error }
}

/** From the page of a row: first find the other record, then lay the two side by side. */
export function FindTwin({ register, row, onClose }: { register: Register; row: AnyRow; onClose: () => void }) {
  const say = useText()
  const [typed, setTyped] = useState<string | null>(null)
  const [twin, setTwin] = useState<string | null>(null)
  if (twin) return <MergeDialog register={register} ids={[row.id, twin]} onClose={onClose} />
  return (
    <Modal
      open
      title={say({ zh: '与哪一条合并', en: 'Merge with which record' })}
      onCancel={onClose}
      onOk={() => setTwin(typed)}
      okText={say({ zh: '对照', en: 'Compare' })}
      okButtonProps={{ disabled: typed === null || typed === row.id }}
    >
      <label htmlFor="twin">{say({ zh: '另一条记录的名称或首字母', en: 'Name of the other record' })}</label>
      <ReferencePicker id="twin" to={register.name} value={typed} onChange={setTyped} />
    </Modal>
  )
}
