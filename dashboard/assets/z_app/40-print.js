// Plotly keeps the screen's width on paper and would be cut off at the right: set the paper's, then set it back.
(function () {
  var PAPER = 680;

  function charts() { return Array.from(document.querySelectorAll(".js-plotly-plot")); }

  window.addEventListener("beforeprint", function () {
    charts().forEach(function (chart) { window.Plotly.relayout(chart, { width: PAPER }); });
  });
  window.addEventListener("afterprint", function () {
    charts().forEach(function (chart) { window.Plotly.relayout(chart, { width: null, autosize: true }); });
  });
})();
