import type { Matter } from './declare.ts'

/** A matter with what only the server knows of it. */
export type MatterService = { readonly declaration: Matter }
