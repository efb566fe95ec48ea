export { checkDocuments, nothingKnown } from './check/index.ts'
export { readDocument } from './read/index.ts'
