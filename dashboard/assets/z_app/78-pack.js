// A governors' pack on paper: what is folded on the screen is open, and folded again afterwards.
(function () {
  var FOLDED = ["counts", "averages", "hidden", "definitions"].map(function (part) {
    return "#pack-" + part + " details:not([open])";
  }).join(", ");
  var opened = [];

  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll(FOLDED));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (part) { part.open = false; });
    opened = [];
  });
})();
