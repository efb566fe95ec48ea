import { useState } from 'react'
import { Input, Modal, Radio } from 'antd'
import { useText } from '../../../../web/kit/language.tsx'
import { mergeTexts, type Chunk } from '../../reports/differ.ts'

type Choice = 'mine' | 'theirs' | 'both'

/** The chunks as one text, each conflict as chosen; with `both`, theirs comes first and mine behind it. */
export const mergedText = (chunks: readonly Chunk[], choices: readonly Choice[]): string => {
  let at = 0
  return chunks
    .map((chunk) => {
      if (chunk.kind === 'agreed') return chunk.text
      const choice = choices[at++] ?? 'both'
      return choice === 'mine' ? chunk.mine : choice === 'theirs' ? chunk.theirs : chunk.theirs + chunk.mine
    })
    .join('')
}

/**
 * Someone saved the paragraph first: what they wrote and what I wrote, side by side. Where both changed a sentence both stay until one
 * is chosen; the result can be edited before it is saved.
 */
export function MergeDialog({
  base,
  mine,
  theirs,
  by,
  onSave,
  onCancel,
}: {
  base: string
  mine: string
  theirs: string
  by: string | null
  onSave: (text: string) => void
  onCancel: () => void
}) {
  const say = useText()
  const chunks = mergeTexts(base, mine, theirs)
  const conflicts = chunks.flatMap((chunk) => (chunk.kind === 'conflict' ? [chunk] : []))
  const [choices, setChoices] = useState<readonly Choice[]>(conflicts.map(() => 'both'))
  const [text, setText] = useState(() => mergedText(chunks, choices))
  const choose = (at: number, choice: Choice) => {
    const next = choices.map((one, index) => (index === at ? choice : one))
    setChoices(next)
    setText(mergedText(chunks, next))
  }
  const who = by ?? say({ zh: '他人', en: 'someone else' })
  return (
    <Modal
      open
      width={920}
      title={say({ zh: '{who}已先保存这一段', en: 'This paragraph was saved first by {who}' }, { who })}
      okText={say({ zh: '保存合并后的文字', en: 'Save the merged text' })}
      okButtonProps={{ disabled: text.trim() === '' }}
      onOk={() => onSave(text)}
      onCancel={onCancel}
    >
      <div className="rp-sides">
        <Side title={say({ zh: '{who}的文字', en: 'Text of {who}' }, { who })} text={theirs} />
        <Side title={say({ zh: '您的文字', en: 'Your text' })} text={mine} />
      </div>
      {conflicts.map((conflict, at) => (
        <fieldset key={at} className="rp-conflict">
          <legend>{say({ zh: '两边都改了的第 {n} 处', en: 'Place {n} that both changed' }, { n: at + 1 })}</legend>
          {conflict.base !== '' && <p className="quiet small">{say({ zh: '原文：', en: 'Before: ' }) + conflict.base}</p>}
          <Radio.Group value={choices[at]} onChange={(event) => choose(at, event.target.value as Choice)}>
            <Radio value="both">{say({ zh: '都保留', en: 'Keep both' })}</Radio>
            <Radio value="theirs">{say({ zh: '用{who}的', en: 'Use that of {who}' }, { who })}</Radio>
            <Radio value="mine">{say({ zh: '用您的', en: 'Use yours' })}</Radio>
          </Radio.Group>
        </fieldset>
      ))}
      <label className="rp-merged">
        <span>{say({ zh: '合并后', en: 'Merged' })}</span>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
    </Modal>
  )
}

const Side = ({ title, text }: { title: string; text: string }) => (
  <section>
    <h3 className="quiet small">{title}</h3>
    <p className="rp-side-text">{text}</p>
  </section>
)
