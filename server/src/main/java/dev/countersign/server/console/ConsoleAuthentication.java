package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.signin.CallerAuthentication;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  private final ConsoleSessions sessions;
  private final Revocations revocations;
  private final Users users;

  ConsoleAuthentication(
      ConsoleCookie cookie, ConsoleSessions sessions, Revocations revocations, Users users) {
    this.cookie = cookie;
    this.sessions = sessions;
    this.revocations = revocations;
    this.users = users;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith(StaticFiles.ROOT);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<ConsoleSession> session = cookie.read(request).flatMap(sessions::find);
    if (session.isPresent() && !letIn(session.get(), request)) {
      Failures.of(HttpStatus.SERVICE_UNAVAILABLE).render(null, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** False where it cannot be said at the moment. */
  private boolean letIn(ConsoleSession session, HttpServletRequest request) {
    return switch (revocations.ask(session.session().value())) {
      case UNKNOWN -> false;
      case REVOKED -> true;
      case GOOD -> {
        try {
          users
              .find(session.tenant(), session.user())
              .filter(user -> user.status() == User.Status.ACTIVE)
              .ifPresent(user -> authenticate(session, user, request));
          yield true;
        } catch (RuntimeException failure) {
          if (ConsoleErrors.statusOf(failure) == HttpStatus.SERVICE_UNAVAILABLE) {
            yield false;
          }
          throw failure;
        }
      }
    };
  }

  private static void authenticate(ConsoleSession session, User user, HttpServletRequest request) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new CallerAuthentication(
            new Caller(session.tenant(), session.user(), session.session(), user.role())));
    SecurityContextHolder.setContext(context);
    request.setAttribute(Page.PERSON, People.nameOf(user));
  }
}
