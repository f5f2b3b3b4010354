// From the first card to the list. A link to a place on the page would lay the whole page out anew.
document.addEventListener("click", function (event) {
  if (!event.target.closest("#equity-pupils-link")) return;
  var card = document.getElementById("equity-pupils");
  card.classList.add("reached");
  card.scrollIntoView();
  card.querySelector("h2").focus({ preventScroll: true });
});
