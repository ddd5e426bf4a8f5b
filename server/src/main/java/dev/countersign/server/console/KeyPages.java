package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.KeyTables.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Somebody's own API keys; and, for the tenant's administrators, those of nobody. */
@Hidden
@Controller
class KeyPages {
  static final String OWN = ConsoleChain.OWN + "/keys";
  static final String SERVICE = ConsoleChain.ROOT + "/keys";

  private final KeyTables keys;

  KeyPages(KeyTables keys) {
    this.keys = keys;
  }

  @GetMapping({OWN, SERVICE})
  View list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String done,
      HttpServletRequest request) {
    return keys.list(caller, kind(request), done);
  }

  @PostMapping({OWN, SERVICE})
  View make(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String scopes,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String networks,
      HttpServletRequest request) {
    return keys.make(caller, kind(request), new KeyTables.Wish(name, scopes, days, networks));
  }

  @PostMapping({OWN + "/{id}/rotate", SERVICE + "/{id}/rotate"})
  View rotate(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
    return keys.rotate(caller, kind(request), id);
  }

  @PostMapping({OWN + "/{id}/revoke", SERVICE + "/{id}/revoke"})
  View revoke(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
    return keys.revoke(caller, kind(request), id);
  }

  @GetMapping({OWN + "/{id}", SERVICE + "/{id}"})
  View usage(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
    return keys.usage(caller, kind(request), id);
  }

  private static Kind kind(HttpServletRequest request) {
    return request.getServletPath().startsWith(OWN) ? Kind.OWN : Kind.SERVICE;
  }
}
