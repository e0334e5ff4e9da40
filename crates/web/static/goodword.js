// What makes pages quicker where scripts run. Every page works without.

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

// The parts of a page that change by themselves, or by what is typed, are fetched and put in place; the rest stays.
const renew = async (url, names) => {
  const answer = await fetch(url, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.assign(url);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of names) {
    const [old, now] = [document.getElementById(name), fresh.getElementById(name)];
    if (old && now) old.replaceWith(now);
  }
  return fresh;
};

// A search that answers while one types: <form data-renews="found">.
for (const form of document.querySelectorAll("form[data-renews]")) {
  let waiting;
  let latest = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const url = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
      const mine = ++latest;
      const answer = await fetch(url);
      if (mine !== latest || !answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById(form.dataset.renews).replaceWith(fresh.getElementById(form.dataset.renews));
      history.replaceState(null, "", url);
    }, 250);
  });
}

// Work that goes on: <div id="progress" data-goes-on>. Without scripts the page comes anew by itself.
const goesOn = async () => {
  if (!document.querySelector("#progress[data-goes-on]")) return;
  await renew(location.href, ["progress"]);
  setTimeout(goesOn, 700);
};
setTimeout(goesOn, 700);
