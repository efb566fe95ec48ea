import { useState } from 'react'
import { Button, Input, Select } from 'antd'
import { api, isProblem } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { useToast } from '../../../../web/kit/toast.tsx'
import { useUnsaved } from '../../../../web/kit/unsaved.ts'
import { useNarrow } from '../../../../web/kit/use-narrow.ts'
import type { Figures, Met, ParagraphAnswer } from '../../reports/contract.ts'
import { ChartFigure } from './chart.tsx'
import { useTake } from './data.ts'
import type { Draft, Drafts } from './drafts.ts'
import { FigureChip } from './figure-chip.tsx'
import { MergeDialog } from './merge-dialog.tsx'

type Props = {
  report: string
  block: ParagraphAnswer
  shown: string
  figures: Figures
  was: ReadonlyMap<string, string>
  editable: boolean
  drafts: Drafts
  onAdd: () => void
}

/** A block of the report: read with its figures alive, or being written. */
export function Block(props: Props) {
  const { block, report, editable, drafts } = props
  // What was being written when the browser went is there again.
  const [writing, setWriting] = useState(() => editable && drafts.of(block.id) !== null)
  const narrow = useNarrow()
  return (
    <div id={`p-${block.id}`} className={`rp-block ${block.edited ? 'edited' : ''}`} tabIndex={narrow && editable ? 0 : -1}>
      {writing ? <Writing report={report} block={block} drafts={drafts} onDone={() => setWriting(false)} /> : <Reading {...props} />}
      {editable && !writing && <Tools {...props} onWrite={() => setWriting(true)} />}
    </div>
  )
}

function Reading({ block, shown, figures, was }: Props) {
  if (block.kind === 'table') return <TableBlock block={block} />
  if (block.kind === 'chart') return block.chart && <ChartFigure chart={block.chart} caption={shown} />
  const pieces = block.pieces.map((piece, at) => {
    if (typeof piece === 'string') return <span key={at}>{piece}</span>
    const figure = figures[piece.figure]
    return figure && <FigureChip key={at} figure={figure} was={was.get(`${block.id} ${figure.title}`)} />
  })
  if (block.kind === 'paragraph') return <p>{pieces}</p>
  const Heading = `h${Math.min(6, (block.level ?? 1) + 1)}` as 'h2' // one of h2 to h5
  return (
    <Heading className={`rp-h${block.level ?? 1}`}>
      {shown.slice(0, shown.length - block.text.length)}
      {pieces}
    </Heading>
  )
}

function TableBlock({ block: { table } }: { block: ParagraphAnswer }) {
  const say = useText()
  if (!table) return null
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say({ zh: '各县（市、区）情况表', en: 'Table of the counties' })}>
      <table className="rows loose">
        <thead>
          <tr>
            {table.head.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Tools({ report, block, onWrite, onAdd }: Props & { onWrite: () => void }) {
  const say = useText()
  const toast = useToast()
  const { again } = useTake(report)
  const about = { text: block.text.slice(0, 20) }
  const remove = () => {
    if (!window.confirm(say({ zh: '删除这一段？历史版本会保留。', en: 'Take this paragraph out? Its versions are kept.' }))) return
    api.post(`/reports/${report}/paragraphs/${block.id}/remove`, { version: block.version }).then(
      () => void again(),
      (error: unknown) => {
        toast.failed(error)
        void again()
      },
    )
  }
  return (
    <div className="rp-tools">
      {(block.kind === 'heading' || block.kind === 'paragraph') && (
        <button type="button" className="link" onClick={onWrite} aria-label={say({ zh: '修改：{text}', en: 'Edit: {text}' }, about)}>
          {say({ zh: '修改', en: 'Edit' })}
        </button>
      )}
      <button
        type="button"
        className="link"
        onClick={onAdd}
        aria-label={say({ zh: '在此后加一段：{text}', en: 'Add after: {text}' }, about)}
      >
        {say({ zh: '加一段', en: 'Add' })}
      </button>
      <button type="button" className="link" onClick={remove} aria-label={say({ zh: '删除：{text}', en: 'Remove: {text}' }, about)}>
        {say({ zh: '删除', en: 'Remove' })}
      </button>
    </div>
  )
}

function Writing({ report, block, drafts, onDone }: Pick<Props, 'report' | 'block' | 'drafts'> & { onDone: () => void }) {
  const say = useText()
  const toast = useToast()
  const take = useTake(report)
  const [begun] = useState(() => drafts.of(block.id))
  const [text, setText] = useState(begun?.text ?? block.text)
  const [met, setMet] = useState<Met | null>(null)
  const { busy, once } = useOnce(toast.failed)
  const { saved } = useUnsaved(text !== block.text)
  // The version from which this edit began stays, whatever is shown meanwhile.
  const [version] = useState(begun?.version ?? block.version)
  const write = (next: string) => {
    setText(next)
    drafts.keep({ block: block.id, version, text: next })
  }
  const close = () => {
    drafts.drop(block.id)
    onDone()
  }
  const save = (written: string, at: number) =>
    once(async () => {
      try {
        take.paragraph(await api.put<ParagraphAnswer>(`/reports/${report}/paragraphs/${block.id}`, { version: at, text: written }))
        saved()
        close()
      } catch (error) {
        write(written)
        if (!isProblem(error, 'report.paragraph-changed')) throw error
        setMet(error.details as unknown as Met) // declared in contract.ts
      }
    })
  return (
    <div className="rp-writing">
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 24 }}
        maxLength={20_000}
        value={text}
        aria-label={say({ zh: '段落文字', en: 'Text of the paragraph' })}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void save(text, version)}
      />
      <div className="toolbar">
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void save(text, version)}>
          {say({ zh: '保存', en: 'Save' })}
        </Button>
        <Button onClick={close}>{say({ zh: '取消', en: 'Cancel' })}</Button>
        {begun && <span className="tone-soon small">{say({ zh: '◆ 上次未保存的修改', en: '◆ Not saved last time' })}</span>}
        <span className="quiet small">
          {say({
            zh: '未改动的数字仍随数据更新；手工改写的数字成为普通文字。',
            en: 'Figures left alone follow the records; those written over become plain words.',
          })}
        </span>
      </div>
      {met && (
        <MergeDialog
          key={met.version}
          base={met.base}
          mine={text}
          theirs={met.text}
          by={met.by}
          onCancel={() => setMet(null)}
          onSave={(merged) => {
            setMet(null)
            void save(merged, met.version)
          }}
        />
      )}
    </div>
  )
}

/** A paragraph or heading of one's own. */
export function Adding({ report, after, onDone }: { report: string; after: string | null; onDone: () => void }) {
  const say = useText()
  const toast = useToast()
  const take = useTake(report)
  const [level, setLevel] = useState(0)
  const [text, setText] = useState('')
  const add = async () => {
    try {
      await api.post(`/reports/${report}/paragraphs`, {
        after,
        kind: level === 0 ? 'paragraph' : 'heading',
        level: level === 0 ? null : level,
        text,
      })
      await take.again()
      onDone()
    } catch (error) {
      toast.failed(error)
    }
  }
  const kinds = [
    { value: 0, label: say({ zh: '正文', en: 'Text' }) },
    ...[1, 2, 3, 4].map((value) => ({ value, label: say({ zh: '{n} 级标题', en: 'Heading {n}' }, { n: value }) })),
  ]
  return (
    <div className="rp-writing">
      <Select value={level} options={kinds} onChange={setLevel} style={{ width: 130 }} aria-label={say({ zh: '类别', en: 'Kind' })} />
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={text}
        aria-label={say({ zh: '新段落', en: 'New paragraph' })}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="toolbar">
        <Button type="primary" disabled={text.trim() === ''} onClick={() => void add()}>
          {say({ zh: '加入', en: 'Add' })}
        </Button>
        <Button onClick={onDone}>{say({ zh: '取消', en: 'Cancel' })}</Button>
      </div>
    </div>
  )
}

/** What somebody wrote in a paragraph that another took out meanwhile: nothing of it is lost. */
export function LostWords({ report, after, drafts, present }: { report: string; after: string | null; drafts: Drafts; present: ReadonlySet<string> }) {
  const say = useText()
  const toast = useToast()
  const take = useTake(report)
  const [, again] = useState(0)
  const lost = drafts.all().filter(({ block }) => !present.has(block))
  const drop = (block: string) => {
    drafts.drop(block)
    again((times) => times + 1)
  }
  const add = async ({ block, text }: Draft) => {
    try {
      await api.post(`/reports/${report}/paragraphs`, { after, kind: 'paragraph', level: null, text })
      drop(block)
      await take.again()
    } catch (error) {
      toast.failed(error)
    }
  }
  return lost.map((draft) => (
    <div key={draft.block} className="notice soon" role="status">
      <p>{say({ zh: '◆ 您修改的一段已被他人删除，您的文字还在：', en: '◆ The paragraph you were editing was taken out by somebody else. Your words are still here:' })}</p>
      <p className="rp-side-text">{draft.text}</p>
      <div className="toolbar">
        <Button size="small" type="primary" onClick={() => void add(draft)}>
          {say({ zh: '作为新段加在末尾', en: 'Add it at the end' })}
        </Button>
        <Button size="small" onClick={() => drop(draft.block)}>
          {say({ zh: '不要了', en: 'Drop it' })}
        </Button>
      </div>
    </div>
  ))
}
