import { useEffect } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { ActionDialog } from '../../../web/kit/ActionDialog.tsx'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { ReferencePicker } from '../../../web/kit/Reference.tsx'
import type { AnyRow, OneRow } from '../../../web/kit/types.ts'
import { draw } from '../draw/matters.ts'
import { drawnPlaces } from '../draw/registers.ts'

const { input } = draw.actions.redraw

/** 回避换人: a place of this draw, one of those drawn for it, the ground; the method says who comes instead. */
export function RedrawDialog({ row, onClose }: { row: AnyRow; onClose: () => void }) {
  const say = useText()
  const client = useQueryClient()
  return (
    <ActionDialog matter={draw} name="redraw" spec={draw.actions.redraw} row={row} onClose={onClose} onDone={() => void client.invalidateQueries({ queryKey: ['register', drawnPlaces.name] })}
      control={(field, { id, value, values, onChange }) => (
        field === 'place' ? <ReferencePicker id={id} to={drawnPlaces.name} query={{ draw: row.id }} value={(value as string | undefined) ?? null} onChange={onChange} label={say(input.place.label)} />
          : field === 'out' ? <Sent id={id} place={(values['place'] as string | undefined) ?? null} value={(value as string | undefined) ?? null} onChange={onChange} /> : null
      )} />
  )
}

/** Of those drawn for the place, who stands back. */
function Sent({ id, place, value, onChange }: { id: string; place: string | null; value: string | null; onChange: (person: string | null) => void }) {
  const say = useText()
  const found = useQuery({ queryKey: ['register', drawnPlaces.name, 'row', place], queryFn: () => api.get<OneRow>(`/drawn-place/${place}`), enabled: place !== null })
  const sent = place === null ? [] : ((found.data?.row['inspectors'] as readonly string[] | undefined) ?? [])
  const other = value !== null && found.data !== undefined && !sent.includes(value)
  useEffect(() => { if (other) onChange(null) }, [other]) // oxlint-disable-line react-hooks/exhaustive-deps
  const named = (person: string) => found.data?.labels?.[person]
  return (
    <>
      <Select id={id} style={{ width: '100%' }} disabled={place === null} loading={found.isFetching} value={value ?? undefined} onChange={onChange}
        placeholder={place === null ? say({ zh: '先选抽中对象', en: 'Choose the place first' }) : say({ zh: '派到这一户的检查人员', en: 'Those sent to this place' })}
        options={sent.map((person, at) => ({ value: person, label: named(person) ? say(named(person)!) : say({ zh: '检查人员 {n}', en: 'Inspector {n}' }, { n: at + 1 }) }))} />
      <div className="help">{say({ zh: '接替的人由公布的方法抽出，任何人不能指定；已派出而未检查的，检查任务同时换人。', en: 'The method that is published draws who comes instead; nobody chooses. Where the inspection was assigned and not carried out, it changes hands too.' })}</div>
    </>
  )
}
