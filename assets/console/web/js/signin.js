// Shows or hides the password; without script the button is not there.
const button = document.querySelector(".show");
const field = document.querySelector("input[name=password]");

button.hidden = false;
button.addEventListener("click", () => {
  const hidden = field.type === "password";
  field.type = hidden ? "text" : "password";
  button.querySelector("span").textContent = hidden ? button.dataset.hide : button.dataset.show;
  field.focus();
});
