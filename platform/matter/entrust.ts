import { reference, text } from '../register/fields.ts'
import type { ActionSpec } from './declare.ts'

/** 更换承办人: an open matter passes to another person. */
export const entrustBy = (may: ActionSpec['may']) => <const S extends string>(from: readonly S[]) =>
  ({
    entrust: {
      label: { zh: '更换承办人', en: 'Give to another person' }, from, may,
      input: { person: reference({ zh: '接手人', en: 'Successor' }, 'person', { required: true }), reason: text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true }) },
    },
  }) satisfies Record<string, ActionSpec<S>>

/** What it does to a record; the unit is added by `checkEntrust`. Urging goes on where it had come to: the limit is the same. */
export const entrusted = (record: { readonly holder_unit: string | null }, input: { readonly person: string }): { holder_person: string; holder_unit: string | null } =>
  ({ holder_person: input.person, holder_unit: (input as { unit?: string | null }).unit ?? record.holder_unit })
