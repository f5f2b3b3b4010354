// The update for parents is printed alone: the rest of the page is the school's.
(function () {
  document.addEventListener("click", function (event) {
    if (event.target.id !== "pupil-print-update") return;
    document.documentElement.classList.add("printing-update");
    window.print();
  });
  window.addEventListener("afterprint", function () {
    document.documentElement.classList.remove("printing-update");
  });
})();
