// What makes pages quicker where scripts run. Every page works without.

// Whoever is in gets a worker that shows a page of ours while there is no line.
if (document.body.classList.contains("inside")) addEventListener("load", () => navigator.serviceWorker?.register("/worker.js"));

// A form is sent once, however often its button is tapped.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // Whoever comes back to this page by the browser's own button may send it again.
  addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// An open menu closes when somebody goes on elsewhere, or presses Escape.
const close = (except) => {
  for (const menu of document.querySelectorAll("details.switch[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
};
addEventListener("click", (event) => close(event.target));
addEventListener("keydown", (event) => event.key === "Escape" && close(null));

// A part of a page that changes is fetched and put in its place; the rest stays.
const renew = (id, html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  if (fresh) document.getElementById(id).replaceWith(fresh);
  return fresh;
};

// A search that answers while one types: <form data-renews="found">. A form that is sent elsewhere says where to look: data-from.
for (const form of document.querySelectorAll("form[data-renews]")) {
  let waiting;
  let latest = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const url = `${form.dataset.from ?? form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
      const mine = ++latest;
      const answer = await fetch(url);
      if (mine !== latest || !answer.ok || answer.redirected) return;
      renew(form.dataset.renews, await answer.text());
      if (!form.dataset.from) history.replaceState(null, "", url);
    }, 250);
  });
}

// Work that goes on: <div id="progress" data-goes-on>. Without scripts the page comes anew by itself.
const goesOn = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return location.reload();
  // Done, or not there any more: the rest of the page may have changed, too.
  if (!renew("progress", await answer.text())?.hasAttribute("data-goes-on")) return location.reload();
  setTimeout(goesOn, 700);
};
if (document.querySelector("#progress[data-goes-on]")) setTimeout(goesOn, 700);

// A week is painted: where a box is tapped and the finger, or the mouse, goes on, the others follow.
for (const week of document.querySelectorAll("table.week")) {
  let paint = null;
  const box = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".week label")?.control;
  week.addEventListener("pointerdown", (event) => {
    const first = box(event);
    paint = first && { first, to: !first.checked, going: false };
  });
  week.addEventListener("pointermove", (event) => {
    const here = event.buttons && paint && box(event);
    if (!here || (here === paint.first && !paint.going)) return;
    paint.going = true;
    paint.first.checked = here.checked = paint.to;
  });
  // Where painting ends on the box where it began, the tap would turn it once more.
  week.addEventListener("click", (event) => event.detail && paint?.going && event.preventDefault(), true);
}
