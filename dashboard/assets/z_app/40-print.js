// Plotly keeps the screen's width on paper and would be cut off at the right: set the paper's, then set it back.
(function () {
  var PAPER = 680;
  var GAP = 20;

  function charts() { return Array.from(document.querySelectorAll(".js-plotly-plot")); }

  function listed() {
    var rows = 0;
    (window.evenhand.lists || []).forEach(function (list) { rows += list.shown.length; });
    return rows;
  }

  // Style sheets say of a grid that stays one on paper how many columns it has there: --columns-on-paper.
  function widthOnPaper(chart) {
    var columns = Number(getComputedStyle(chart).getPropertyValue("--columns-on-paper")) || 1;
    return Math.floor((PAPER - GAP * (columns - 1)) / columns);
  }

  // What is printed leaves the screen: the log is told which page, and how many pupils its lists had.
  window.addEventListener("beforeprint", function () {
    var page = window.location.pathname.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);
    window.evenhand.taken(page || "overview", listed(), "print");
  });
  window.addEventListener("beforeprint", function () {
    charts().forEach(function (chart) { window.Plotly.relayout(chart, { width: widthOnPaper(chart) }); });
  });
  window.addEventListener("afterprint", function () {
    charts().forEach(function (chart) { window.Plotly.relayout(chart, { width: null, autosize: true }); });
  });
})();
