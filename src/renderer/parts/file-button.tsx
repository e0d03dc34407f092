import { useRef } from 'react';
import type { ReactElement } from 'react';

/** A button that asks for a file of JSON. @param label what the file is, for those who listen */
export function FileButton({
  title,
  label,
  onFile,
}: {
  readonly title: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {title}
      </button>
      <input
        ref={input}
        hidden
        type="file"
        aria-label={label}
        accept="application/json,.json"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file can be chosen again.
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
