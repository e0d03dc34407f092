import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { faultText } from '../../state/desk.ts';
import { reportForms, saveReport, type ReportForm } from '../../state/save-report.ts';
import { useDesk, useDeskView, useFrame } from '../../state/use-desk.ts';

/** The whole snapshot as a file. */
export function ExportMenu(): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const { snapshot, link } = useDeskView();
  const [open, setOpen] = useState(false);
  const [fault, setFault] = useState('');
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setOpen(false);
    };
    addEventListener('pointerdown', leave);
    addEventListener('focusin', leave);
    const press = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setOpen(false);
    };
    addEventListener('keydown', press);
    return () => {
      removeEventListener('pointerdown', leave);
      removeEventListener('focusin', leave);
      removeEventListener('keydown', press);
    };
  }, [open]);

  const save = async (form: ReportForm): Promise<void> => {
    setOpen(false);
    setFault('');
    try {
      say(await saveReport(desk, form));
    } catch (reason) {
      setFault(faultText(reason));
    }
  };

  return (
    <div className="menu" ref={box}>
      {fault !== '' && (
        <span role="alert" className="level call">
          {fault}
        </span>
      )}
      <button
        type="button"
        className="button"
        aria-expanded={open}
        disabled={snapshot === null || link !== 'live'}
        onClick={() => setOpen(!open)}
      >
        Export
      </button>
      {open && (
        <ul>
          {reportForms.map((choice) => (
            <li key={choice.form}>
              <button type="button" onClick={() => void save(choice)}>
                {choice.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
