import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createPortal } from './createPortal';

ReactDOM.createRoot(document.getElementById('root')!).render(
  createPortal().createRoot(),
);
