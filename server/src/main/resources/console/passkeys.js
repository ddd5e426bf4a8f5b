// Asks an authenticator for what a form says, and sends its answer with the form. Where the browser
// knows no passkeys, or runs no scripts, such forms stay hidden and the page says so.
"use strict";

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options);
  }
  const answer = await fetch(form.dataset.optionsFrom, { method: "POST" });
  if (!answer.ok) {
    throw new Error(`no options: ${answer.status}`);
  }
  return (await answer.json()).public_key;
}

async function ask(form) {
  const options = await optionsOf(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      });
}

function whyNot(failure) {
  switch (failure.name) {
    case "InvalidStateError":
      return "This authenticator holds a passkey of yours already.";
    case "NotAllowedError":
      return "No passkey was used. Try again when you are ready.";
    default:
      return "That did not work here. Try again, or choose another way.";
  }
}

function offer(form) {
  const fault = form.querySelector("[data-fault]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (failure) {
      fault.textContent = whyNot(failure);
      fault.hidden = false;
    }
  });
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelectorAll("form[data-passkey]").forEach(offer);
  document.querySelectorAll("[data-no-passkeys]").forEach((word) => word.remove());
}
