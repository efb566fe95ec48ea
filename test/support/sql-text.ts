/** One statement of a migration: `statement` without comments and function bodies, `whole` with the bodies. */
export type Statement = { readonly statement: string; readonly whole: string }

/** Cuts SQL at the semicolons that stand outside of quotes, dollar quotes, and comments. */
export function statementsOf(sql: string): Statement[] {
  const found: Statement[] = []
  let [statement, whole] = ['', '']
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|'(?:[^']|'')*'|[\s\S]/g
  for (const [text] of sql.matchAll(token)) {
    if (text.startsWith('--') || text.startsWith('/*')) continue
    if (text === ';') {
      if (statement.trim()) found.push({ statement: statement.trim(), whole: whole.trim() })
      ;[statement, whole] = ['', '']
      continue
    }
    whole += text
    statement += text.startsWith('$') && text.length > 1 ? '$body$' : text
  }
  if (statement.trim()) found.push({ statement: statement.trim(), whole: whole.trim() })
  return found
}
