package dev.countersign.server.console;

import dev.countersign.server.console.page.Failure;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.platform.request.RequestContext;
import org.springframework.http.HttpStatus;

/** The pages that say why another could not be shown, and what to do. */
final class Failures {
  private Failures() {}

  static Page of(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST, METHOD_NOT_ALLOWED, CONTENT_TOO_LARGE ->
          page(status, "This request made no sense here", "Go back and try again from the page.");
      case FORBIDDEN ->
          page(
              status,
              "This is for administrators",
              "You are signed in, but not as an administrator of this installation. Sign out and"
                  + " come back with an account that is, or ask an administrator for the role.");
      case NOT_FOUND ->
          page(
              status,
              "There is nothing here",
              "The address may be mistyped, or what was there is not yours to see.");
      case TOO_MANY_REQUESTS ->
          page(status, "Too many attempts", "Wait a minute before you try to sign in once more.");
      case SERVICE_UNAVAILABLE ->
          page(
              status,
              "The service is not ready",
              "Its database cannot be reached at the moment. Nothing is lost; load this page again"
                  + " in a few seconds.");
      default ->
          page(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "Something went wrong on our side",
              "Load the page again. If it stays, look in the service's log for the request below.");
    };
  }

  /** Too many pages in a short time, whoever asked for them. */
  static Page tooMany(long seconds) {
    return page(
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many pages at once",
        "Nothing was changed. Wait "
            + (seconds == 1 ? "a second" : seconds + " seconds")
            + ", then load this page again.");
  }

  /** What somebody else's eyes do not see, and hands do not do. */
  static Page onlySeen(String name) {
    return page(
        HttpStatus.FORBIDDEN,
        "Not while you see what somebody else sees",
        "You see the accounts of "
            + name
            + ". Their payments, password, second factors, sessions and keys are theirs alone, and"
            + " what is yours waits until you stop. Nothing was changed.");
  }

  /** A form that did not come from a page of ours, or from one too old. */
  static Page staleForm() {
    return page(
        HttpStatus.FORBIDDEN,
        "This form is out of date",
        "Nothing was changed. Go back, load the page again and send the form once more.");
  }

  private static Page page(HttpStatus status, String sentence, String advice) {
    String request = RequestContext.current().map(RequestContext::requestId).orElse(null);
    return new Page(
        status,
        "failure",
        sentence,
        Area.NONE,
        new Failure(status.value(), sentence, advice, status.is5xxServerError() ? request : null));
  }
}
