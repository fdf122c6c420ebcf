import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// Before the components' own styles, which win over these.
import './design/tokens.css';
import './design/base.css';
import { App } from './App';

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
