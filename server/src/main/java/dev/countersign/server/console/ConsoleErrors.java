package dev.countersign.server.console;

import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Shows as a page what goes wrong below {@code /console}; the API's problems are for programs. */
@Component
class ConsoleErrors implements HandlerExceptionResolver, AccessDeniedHandler, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleErrors.class);

  /** Before the framework's own, which would answer JSON. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    return isConsole(request) ? new ModelAndView(Failures.of(statusOf(failure))) : null;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Page page =
        denied instanceof CsrfException
            ? Failures.staleForm()
            : request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor
                    && visitor.seen() != null
                ? Failures.onlySeen(visitor.seen().name())
                : Failures.of(HttpStatus.FORBIDDEN);
    page.render(null, request, response);
  }

  /** What a failure is to a reader; the log gets all of it where nobody expected it. */
  static HttpStatus statusOf(Exception failure) {
    HttpStatus status =
        switch (failure) {
          case ProblemException problem -> HttpStatus.resolve(problem.code().status());
          case ErrorResponse answer -> HttpStatus.resolve(answer.getStatusCode().value());
          case Exception e when StoreUnavailable.isCauseOf(e) -> HttpStatus.SERVICE_UNAVAILABLE;
          default -> null;
        };
    if (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("A page of the console failed", failure);
      return HttpStatus.INTERNAL_SERVER_ERROR;
    }
    return status;
  }

  private static boolean isConsole(HttpServletRequest request) {
    String path = request.getServletPath();
    return Stream.of(ConsoleChain.ROOT, Links.VERIFY, Links.RESET, Links.INVITATION)
        .anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
