package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.signin.CallerAuthentication;
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
 */
final class ConsoleAuthentication extends OncePerRequestFilter {
  private final ConsoleCookie cookie;
  private final BrowserSessions sessions;
  private final Users users;
  private final InstantSource clock;
  private final TenantGate tenants;

  ConsoleAuthentication(
      ConsoleCookie cookie,
      BrowserSessions sessions,
      Users users,
      InstantSource clock,
      TenantGate tenants) {
    this.cookie = cookie;
    this.sessions = sessions;
    this.users = users;
    this.clock = clock;
    this.tenants = tenants;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith(StaticFiles.ROOT);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Secret> value = cookie.read(request).map(Secret::of);
    if (value.isPresent() && !letIn(value.get(), request)) {
      Failures.of(HttpStatus.SERVICE_UNAVAILABLE).render(null, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** False where it cannot be said at the moment. */
  private boolean letIn(Secret value, HttpServletRequest request) {
    try {
      return switch (sessions.find(value)) {
        case BrowserSessions.Answer.Unknown _ -> false;
        case BrowserSessions.Answer.Ended _ -> true;
        case BrowserSessions.Answer.Lasts(Session session) -> {
          users
              .find(session.tenant(), session.user())
              .filter(user -> user.status() == User.Status.ACTIVE)
              .filter(user -> tenants.admits(user.tenant()))
              .ifPresent(user -> authenticate(session, user, request));
          yield true;
        }
      };
    } catch (RuntimeException failure) {
      if (ConsoleErrors.statusOf(failure) == HttpStatus.SERVICE_UNAVAILABLE) {
        return false;
      }
      throw failure;
    }
  }

  private void authenticate(Session session, User user, HttpServletRequest request) {
    Permissions access = user.access().at(clock.instant());
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new CallerAuthentication(
            new Caller(session.tenant(), session.user(), session.id(), access)));
    SecurityContextHolder.setContext(context);
    request.setAttribute(Page.PERSON, People.nameOf(user));
    if (access.allow(Permission.ADMINISTER)) {
      request.setAttribute(Page.ADMINISTRATOR, true);
      if (session.tenant().equals(TenantId.DEFAULT)) {
        request.setAttribute(Page.OPERATOR, true);
      }
    }
  }
}
