/** What somebody is writing and has not saved: kept in the browser at each key, so that neither a killed browser nor a paragraph that another person took out loses a word. */
export type Draft = { readonly block: string; readonly version: number; readonly text: string }

const prefix = (person: string, report: string): string => `shian.report.${person}.${report}.`

const read = (key: string): Draft | null => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null // written by `keep` only
  } catch {
    return null
  }
}

/** One person's drafts of one report. */
export const draftsOf = (person: string, report: string) => ({
  all: (): readonly Draft[] =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix(person, report)))
      .flatMap((key) => read(key) ?? []),
  of: (block: string): Draft | null => read(prefix(person, report) + block),
  keep: (draft: Draft): void => {
    try {
      localStorage.setItem(prefix(person, report) + draft.block, JSON.stringify(draft))
    } catch {
      // A full or forbidden store: what is written is still on the page, and leaving it asks first.
    }
  },
  drop: (block: string): void => localStorage.removeItem(prefix(person, report) + block),
})
export type Drafts = ReturnType<typeof draftsOf>
