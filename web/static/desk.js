// Deadlines dragged in the picture of the workload: the new day is put into the form, and a person gives the reason.
const picture = document.querySelector("svg.load");

if (picture) {
  const { first, days, left, right } = picture.dataset;
  const scale = (Number(right) - Number(left)) / Number(days);
  let dragged = null;
  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return Math.min(Math.max(point.x, Number(left)), Number(right));
  };
  const dayAt = (x) => {
    const day = new Date(`${first}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() + Math.round((x - Number(left)) / scale));
    return day.toISOString().slice(0, 10);
  };
  document.getElementById("drag-lead").hidden = false;
  picture.addEventListener("pointerdown", (event) => {
    dragged = event.target.closest(".duty");
    if (dragged) picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (dragged) dragged.setAttribute("x", place(event) - 7);
  });
  picture.addEventListener("pointerup", (event) => {
    if (!dragged) return;
    const form = document.getElementById(`form-move-${dragged.dataset.id}`);
    dragged = null;
    if (!form) return;
    form.elements.day.value = dayAt(place(event));
    form.closest("details").open = true;
    form.elements.reason.focus();
  });
}
