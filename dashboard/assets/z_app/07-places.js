// A link that names a place on a page leads there: the place is drawn after the address is known, and cards above
// it still grow. So the window stays with the place until somebody moves it, or all has long been drawn.
(function () {
  var LONG = 4000; // milliseconds
  var place = null, since = 0;

  function leave() { place = null; }

  function follow() {
    if (Date.now() - since > LONG) leave();
    var found = place && document.getElementById(place);
    if (found) found.scrollIntoView();
  }

  function arrive() {
    place = decodeURIComponent(window.location.hash.slice(1)) || null;
    since = Date.now();
    requestAnimationFrame(follow);
  }

  window.addEventListener("evenhand-arrived", function () { setTimeout(arrive); });
  ["wheel", "touchmove", "keydown", "pointerdown"].forEach(function (name) {
    window.addEventListener(name, leave, { passive: true });
  });
  new ResizeObserver(follow).observe(document.documentElement);
})();
