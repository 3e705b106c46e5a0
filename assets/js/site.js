// Small helps for pages that already work without any script. Each file looks for its own data attributes and does nothing when there are none.
import { actInPlace } from "./acts.js";
import { hideWhatIsNotAsked } from "./conditions.js";
import { keepDrafts } from "./drafts.js";
import { focusErrors, markBusy } from "./forms.js";
import { listenForKeys } from "./keys.js";
import { keepAlive, printAtOnce, tellQuality } from "./live.js";
import { tellWhoLooks } from "./presence.js";
import { insertTexts } from "./texts.js";
import { countTicks } from "./ticks.js";
import { showUploads } from "./uploads.js";

document.documentElement.classList.add("has-script");
hideWhatIsNotAsked(document);
keepDrafts(document);
focusErrors(document);
markBusy(document);
listenForKeys(document);
tellWhoLooks(document);
countTicks(document);
insertTexts(document);
showUploads(document);
keepAlive(document);
printAtOnce(document);
actInPlace(document, (part) => {
  hideWhatIsNotAsked(part);
  keepDrafts(part);
  focusErrors(part);
  showUploads(part);
});
tellQuality(document);
