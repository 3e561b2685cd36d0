/** What a first look does not need: the views of the places one comes to with files, and what the page shows when it is asked. */

import './views/check.ts';
import './views/handover.ts';
import './views/pack.ts';
import './views/trust.ts';
