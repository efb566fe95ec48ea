import type { FieldFace } from '../kit/field/field-face.ts'

const found = import.meta.glob<{ default: FieldFace }>('../../duties/*/field.tsx', { eager: true })

/** What the duties show on the phone, in the order of their names. */
export const faces: readonly FieldFace[] = Object.values(found).map(({ default: face }) => face)
