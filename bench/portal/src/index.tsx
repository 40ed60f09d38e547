import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
// An app is no library, and this is the same app.
// eslint-disable-next-line @backstage/no-forbidden-package-imports
import { createPortal } from 'app/src/createPortal';
import { otherCharts } from './otherCharts';

/** The demo portal, with the tab that ours is measured beside. */
ReactDOM.createRoot(document.getElementById('root')!).render(
  createPortal([otherCharts]).createRoot(),
);
