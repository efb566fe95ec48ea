import type { ComponentType } from 'react'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { FaceRoute } from '../face.ts'

/** What a draft says to the server, so that a colleague’s phone can show it. */
export type DraftSend = { readonly path: string; readonly content: unknown }

/**
 * What a duty shows on the phone: the default export of `duties/<duty>/field.tsx`. It works without signal: it reads what the phone
 * carries (`usePhone().carried(bundle)`), keeps drafts, and puts what is done into the outbox; the shell does the rest.
 */
export type FieldFace = {
  readonly duty: string
  readonly title: Bilingual
  /** Path of what the phone carries of this duty; read at each sync, kept sealed under the duty’s name. Who has no right to it has not this face. */
  readonly bundle: string
  /** The first page. */
  readonly home: ComponentType
  /** Pages under `/field`. */
  readonly routes: readonly FaceRoute[]
  /** Drafts kept under names that begin with `<duty>:` are sent as this says; null: not worth sending. */
  readonly draft: (name: string, value: unknown) => DraftSend | null
  /** What a row that stands at the server says, in a few words; shown beside a record that was refused because of it. */
  readonly says?: (row: Readonly<Record<string, unknown>>) => Bilingual | null
}
