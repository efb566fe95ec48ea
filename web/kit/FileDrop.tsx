import { useState, type ReactNode } from 'react'

/** A place to drop a file, or to press and choose it. `title` asks for it, `children` say what it may be. */
export function FileDrop({
  accept,
  multiple = false,
  onFile,
  title,
  children,
}: {
  /** Endings offered when choosing: `.xlsx,.csv`. Any file may be dropped: the server says what it cannot read. */
  accept: string
  /** Takes several files at once; `onFile` then hears of each. */
  multiple?: boolean
  onFile: (file: File) => void
  title: ReactNode
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => [...(files ?? [])].slice(0, multiple ? undefined : 1).forEach((file) => onFile(file))
  return (
    <label
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <input
        className="unseen"
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          take(event.target.files)
          // The same file chosen again, after a correction, is a change too.
          event.target.value = ''
        }}
      />
      <strong>{title}</strong>
      <p className="quiet">{children}</p>
    </label>
  )
}
