import type { ReactNode } from 'react';
import classes from './page_frame.module.css';

interface PageFrameProps {
  heading: string;
  lead?: ReactNode;
  // Beside the heading: what can be done with the whole page.
  acts?: ReactNode;
  // Reads best in lines of a certain length; boards and tables take all the room there is.
  width?: 'reading' | 'all';
  children: ReactNode;
}

// A page that is one pane: its heading, what can be done, and below it all that scrolls.
export function PageFrame({ heading, lead, acts, width = 'all', children }: PageFrameProps) {
  return (
    <div className={classes.frame}>
      <div className={classes.content} data-width={width}>
        <header className={classes.head}>
          <div className={classes.headWords}>
            <h1>{heading}</h1>
            {lead !== undefined && <p>{lead}</p>}
          </div>
          {acts !== undefined && <div className={classes.acts}>{acts}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}
