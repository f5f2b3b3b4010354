// Names can be hidden from who else sees the screen: at Shift+N or the menu's button. One flag, in this tab alone.
window.evenhand = window.evenhand || {};
(function () {
  var KEY = "evenhand-names-hidden";
  var titleWithNames = null;

  function hidden() { return sessionStorage.getItem(KEY) === "1"; }

  function draw(node) {
    node.textContent = hidden() ? node.dataset.pseudonym : node.dataset.shown;
    drawTitle();
  }

  function drawTitle() {
    if (!hidden() && titleWithNames) document.title = titleWithNames;
    titleWithNames = hidden() ? titleWithNames || document.title : null;
    if (!hidden()) return;
    document.querySelectorAll("[data-name]").forEach(function (node) {
      document.title = document.title.replaceAll(node.dataset.shown, node.dataset.pseudonym);
    });
  }

  function drawButton() {
    var button = document.getElementById("names-button");
    var state = document.getElementById("names-state");
    if (!button) return;
    button.textContent = hidden() ? "Show names" : "Hide names";
    state.textContent = hidden() ? "Names are hidden." : "";
  }

  function drawAll() {
    document.querySelectorAll("[data-name]").forEach(draw);
    drawTitle();
    drawButton();
    window.dispatchEvent(new Event("evenhand-names"));
  }

  function hide(wanted) {
    if (!document.getElementById("names-button") || wanted === hidden()) return;
    if (wanted) sessionStorage.setItem(KEY, "1");
    else sessionStorage.removeItem(KEY);
    drawAll();
  }

  function turn() { hide(!hidden()); }

  function isWriting(target) {
    return target.closest("input, textarea, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", function (event) {
    var isKey = event.shiftKey && event.key === "N" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isKey || isWriting(event.target)) return;
    event.preventDefault();
    turn();
  });
  document.addEventListener("click", function (event) {
    if (event.target.id === "names-button") turn();
  });
  window.addEventListener("evenhand-arrived", function () {
    titleWithNames = null;
    drawTitle();
    drawButton();
  });

  function drawAllIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.dataset.name) draw(node);
    node.querySelectorAll("[data-name]").forEach(draw);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") draw(change.target);
      else change.addedNodes.forEach(drawAllIn);
    });
  }).observe(document.documentElement, {
    attributeFilter: ["data-shown", "data-pseudonym"], attributes: true, childList: true, subtree: true,
  });

  window.evenhand.namesHidden = hidden;
  window.evenhand.hideNames = hide;
})();
