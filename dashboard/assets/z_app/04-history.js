// Which entries the history has: one for each choice of a reader, none for what follows from it or a page does by
// itself. Back and Forward draw the page as it was chosen then.
window.evenhand = Object.assign({}, window.evenhand, {
  history: (function () {
    var asked = null; // the control used last, until the address has followed it
    var typed = null; // the field that is being typed in: all its values are one choice
    var shown = null; // the address whose figures stand
    var left = null; // what had the focus when the reader went back

    function path() { return window.location.pathname + window.location.search; }

    function isTyped(control) { return control.matches("input:not([type=checkbox]):not([type=radio])"); }

    function isChoice() {
      var control = asked;
      asked = null;
      if (!control || control === typed) return false;
      typed = isTyped(control) ? control : null;
      return true;
    }

    function write(address) {
      var now = path() + window.location.hash;
      if (address !== now && isChoice()) history.pushState({}, "", address);
      else history.replaceState(history.state, "", address);
      shown = path();
    }

    ["change", "click"].forEach(function (name) {
      document.addEventListener(name, function (event) {
        if (event.target.closest("#page") && !event.target.closest("a")) asked = event.target;
      }, true);
    });

    document.addEventListener("focusout", function () { typed = null; });

    function isFollowed() {
      var known = window.dash_component_api.getLayout("address").props;
      return known.pathname !== window.location.pathname || known.search !== window.location.search;
    }

    // Dash does not hear of what is written here. Where it was before, it believes itself to be still.
    function follow() {
      asked = null;
      if (path() === shown || isFollowed()) return;
      window.dash_clientside.set_props("address", { search: window.location.search });
    }

    function goBack(event) {
      if (path() === shown) {
        event.stopImmediatePropagation(); // another place on the same page
        return;
      }
      var page = document.getElementById("page");
      left = document.activeElement.id;
      page.style.minHeight = page.offsetHeight + "px"; // the window stays where it is while the cards are drawn
      follow();
    }

    window.addEventListener("popstate", goBack, true);
    window.addEventListener("_dashprivate_pushstate", follow, true);

    // A page stands. Where the reader went back to it, the focus is where it was, and nothing moves.
    function arrived() {
      var page = document.getElementById("page");
      var isBack = left !== null;
      shown = path();
      if (isBack) (document.getElementById(left) || page).focus({ preventScroll: true });
      else page.style.minHeight = "";
      left = null;
      return isBack;
    }

    return { write: write, arrived: arrived };
  })(),
});
