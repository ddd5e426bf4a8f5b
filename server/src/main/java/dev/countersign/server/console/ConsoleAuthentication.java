package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.StandingCaller;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.signin.CallerAuthentication;
import dev.countersign.server.signin.CallerCheck;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes known who a request's cookie stands for. The sign-in behind it must last, and the person is
 * read anew each time, so that an ended session or a role taken away counts from the next click on.
 * Somebody who sees what another sees is that other, without a hand to do anything, on all pages
 * but those that let people in and out.
 */
final class ConsoleAuthentication extends OncePerRequestFilter {
  private final ConsoleCookie cookie;
  private final BrowserSessions sessions;
  private final Users users;
  private final CallerCheck tokens;
  private final InstantSource clock;
  private final TenantGate tenants;
  private final Brands brands;

  ConsoleAuthentication(
      ConsoleCookie cookie,
      BrowserSessions sessions,
      Users users,
      CallerCheck tokens,
      InstantSource clock,
      TenantGate tenants,
      Brands brands) {
    this.cookie = cookie;
    this.sessions = sessions;
    this.users = users;
    this.tokens = tokens;
    this.clock = clock;
    this.tenants = tenants;
    this.brands = brands;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith(StaticFiles.ROOT);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!letIn(request)) {
      Failures.of(HttpStatus.SERVICE_UNAVAILABLE).render(null, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** False where it cannot be said at the moment. */
  private boolean letIn(HttpServletRequest request) {
    try {
      Optional<Secret> value = cookie.read(request).map(Secret::of);
      boolean told = value.isEmpty() || letIn(value.get(), request);
      if (told && request.getAttribute(Visitor.ATTRIBUTE) == null) {
        request.setAttribute(Brands.ATTRIBUTE, brands.current());
      }
      return told;
    } catch (RuntimeException failure) {
      if (ConsoleErrors.statusOf(failure) == HttpStatus.SERVICE_UNAVAILABLE) {
        return false;
      }
      throw failure;
    }
  }

  private boolean letIn(Secret value, HttpServletRequest request) {
    return switch (sessions.find(value)) {
      case BrowserSessions.Answer.Unknown _ -> false;
      case BrowserSessions.Answer.Ended _ -> true;
      case BrowserSessions.Answer.Lasts(Session session) ->
          users
              .find(session.tenant(), session.user())
              .filter(user -> user.status() == User.Status.ACTIVE)
              .filter(user -> tenants.admits(user.tenant()))
              .map(user -> {
                StandingCaller.set(request, () -> again(value));
                return authenticate(session, user, request);
              })
              .orElse(true);
    };
  }

  // For pages that are told of events while they are open; nobody's eyes but the person's own.
  private Optional<Caller> again(Secret value) {
    return sessions.find(value) instanceof BrowserSessions.Answer.Lasts(Session session)
        ? users
            .find(session.tenant(), session.user())
            .filter(user -> user.status() == User.Status.ACTIVE)
            .filter(user -> tenants.admits(user.tenant()))
            .map(user ->
                new Caller(
                    session.tenant(),
                    session.user(),
                    session.id(),
                    user.access().at(clock.instant())))
        : Optional.empty();
  }

  private boolean authenticate(Session session, User user, HttpServletRequest request) {
    Permissions access = user.access().at(clock.instant());
    Caller own = new Caller(session.tenant(), session.user(), session.id(), access);
    Visitor visitor = Visitor.of(user, own);
    Optional<Secret> token = cookie.readSeen(request).map(Secret::of);
    if (token.isEmpty()) {
      become(own, visitor, request);
      return true;
    }
    return switch (tokens.check(token.get())) {
      case CallerCheck.Outcome.Unavailable _ -> false;
      case CallerCheck.Outcome.Refused _ -> {
        become(own, visitor, request);
        yield true;
      }
      case CallerCheck.Outcome.Known(Caller seeing) -> {
        see(own, seeing, visitor, request);
        yield true;
      }
    };
  }

  // A token that was made for another session, or by somebody else, shows nothing here.
  private void see(Caller own, Caller seeing, Visitor visitor, HttpServletRequest request) {
    Optional<User> other =
        new Credential.Impersonation(own.signIn(), own.person()).equals(seeing.credential())
            ? users.find(own.tenant(), seeing.person())
            : Optional.empty();
    if (other.isEmpty()) {
      become(own, visitor, request);
      return;
    }
    String path = request.getServletPath();
    boolean lettingInOrOut =
        path.startsWith(SignInFirst.PAGE)
            || path.equals(SignInPages.OUT)
            || path.equals(SeenPages.END);
    become(lettingInOrOut ? own : seeing, visitor.seeing(other.get(), seeing), request);
  }

  private static void become(Caller caller, Visitor visitor, HttpServletRequest request) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(caller));
    SecurityContextHolder.setContext(context);
    request.setAttribute(Visitor.ATTRIBUTE, visitor);
  }
}
