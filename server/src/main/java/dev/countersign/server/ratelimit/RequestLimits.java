package dev.countersign.server.ratelimit;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.ratelimit.RateLimits.Decision;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ServletRequestPathUtils;

/** Counts each request once, against its verified caller or else its address, and says so. */
public final class RequestLimits {
  private static final String ATTRIBUTE = RequestLimits.class.getName();
  private static final String DOORS = "/v1/auth/";
  private static final String CLIENTS = "/oauth2/";

  /** What must answer always. */
  private static final List<String> EXEMPT = List.of("/health", "/docs", "/console/files");

  private static final List<String> PAGES = List.of("/console", "/verify", "/reset", "/invitation");

  private final RouteLimits limits;
  private final ProblemWriter problems;
  private final Optional<RefusalPage> page;
  private final Map<RouteClass, LongAdder> admitted = counters();
  private final Map<RouteClass, LongAdder> refused = counters();

  RequestLimits(RouteLimits limits, ProblemWriter problems, Optional<RefusalPage> page) {
    this.limits = limits;
    this.problems = problems;
    this.page = page;
  }

  /** Whether a request has no limit, by its path. */
  static boolean isExempt(HttpServletRequest request) {
    return isBelow(EXEMPT, request);
  }

  /** Whether a request is for a page, which people read and whose callers have cookies. */
  static boolean isPage(HttpServletRequest request) {
    return isBelow(PAGES, request);
  }

  private static boolean isBelow(List<String> roots, HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = failed == null ? request.getServletPath() : failed.toString();
    return roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  /** Counts a request by its address, unless it has been counted. False where it was answered. */
  public boolean admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (known(request).isPresent()) {
      return true;
    }
    if (!request.getServletPath().startsWith(CLIENTS)) {
      return proceed(take(request), request, response);
    }
    // Clients tell who they are in the request: they are counted once that is read.
    Optional<Decision> refusal = refusal(request);
    return refusal.isEmpty() || proceed(refusal.get(), request, response);
  }

  /**
   * Counts a request of a client that has proved who it is.
   *
   * @throws ProblemException where it is one too many
   */
  public void require(TenantId tenant, ClientId client, HttpServletRequest request) {
    String path = request.getServletPath();
    require(limits.takeVerified(tenant, nameOf(client), routes(request, path), path), request);
  }

  /**
   * Counts a request by its address, where nobody has proved who they are.
   *
   * @throws ProblemException where it is one too many
   */
  public void require(HttpServletRequest request) {
    require(take(request), request);
  }

  private void require(Decision decision, HttpServletRequest request) {
    note(decision, request);
    if (!decision.admitted()) {
      throw tooMany(decision.retryAfterSeconds());
    }
  }

  /** Counts a request by its caller, unless it has been counted. False where it was answered. */
  boolean admit(Caller caller, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return known(request).isPresent() || proceed(take(caller, request), request, response);
  }

  /** Says in an answer how the request was counted; by its address, where it was not yet. */
  void tell(HttpServletRequest request, HttpServletResponse response) {
    Decision decision =
        known(request)
            .orElseGet(() -> {
              Decision late = take(request);
              request.setAttribute(ATTRIBUTE, late);
              return late;
            });
    headers(decision, response);
  }

  /** How many requests of a kind were within their limits. */
  long admitted(RouteClass routes) {
    return sum(admitted, routes);
  }

  /** How many requests of a kind were refused for being too many. */
  long refused(RouteClass routes) {
    return sum(refused, routes);
  }

  private static long sum(Map<RouteClass, LongAdder> counters, RouteClass routes) {
    return Objects.requireNonNull(counters.get(routes)).sum();
  }

  private static Map<RouteClass, LongAdder> counters() {
    Map<RouteClass, LongAdder> counters = new EnumMap<>(RouteClass.class);
    for (RouteClass routes : RouteClass.values()) {
      counters.put(routes, new LongAdder());
    }
    return counters;
  }

  private static Optional<Decision> known(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Decision decision
        ? Optional.of(decision)
        : Optional.empty();
  }

  private Decision take(HttpServletRequest request) {
    String path = request.getServletPath();
    return limits.take(RequestTenant.current(), address(request), routes(request, path), path);
  }

  private Optional<Decision> refusal(HttpServletRequest request) {
    String path = request.getServletPath();
    return limits.refusal(RequestTenant.current(), address(request), routes(request, path), path);
  }

  private static String address(HttpServletRequest request) {
    return "address " + ClientNetwork.of(request.getRemoteAddr());
  }

  private static String nameOf(ClientId client) {
    return "client " + client.value();
  }

  private Decision take(Caller caller, HttpServletRequest request) {
    String path = request.getServletPath();
    RouteClass routes = routes(request, path);
    Optional<Charge> own = OwnLimit.of(request);
    if (own.isPresent() && routes != RouteClass.AUTH) {
      return limits.takeOwn(caller.tenant(), own.get());
    }
    boolean administrator = routes != RouteClass.AUTH && caller.may(Permission.ADMINISTER);
    return limits.takeVerified(
        caller.tenant(), identity(caller), administrator ? RouteClass.ADMIN : routes, path);
  }

  private static String identity(Caller caller) {
    return switch (caller.credential()) {
      case Credential.Session _ -> "user " + caller.actor();
      case Credential.Impersonation(SessionId _, UserId by) -> "user " + by.value();
      case Credential.ApiKey(ApiKeyId key) -> "key " + key.value();
      case Credential.Client(ClientId client) -> nameOf(client);
      case Credential.Operator _ -> "operator";
      case Credential.Schedule _ -> throw new IllegalStateException("a schedule sends no requests");
    };
  }

  private static RouteClass routes(HttpServletRequest request, String path) {
    if (path.startsWith(DOORS)) {
      return RouteClass.AUTH;
    }
    boolean leadsSomewhere =
        isPage(request)
            || RouteRules.find(
                    request.getMethod(),
                    ServletRequestPathUtils.parse(request).pathWithinApplication())
                .isPresent();
    return leadsSomewhere ? RouteClass.ofMethod(request.getMethod()) : RouteClass.DEFAULT;
  }

  private boolean proceed(
      Decision decision, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    note(decision, request);
    headers(decision, response);
    if (!decision.admitted()) {
      refuse(decision.retryAfterSeconds(), request, response);
    }
    return decision.admitted();
  }

  private void note(Decision decision, HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, decision);
    Map<RouteClass, LongAdder> counters = decision.admitted() ? admitted : refused;
    Objects.requireNonNull(counters.get(routes(request, request.getServletPath()))).increment();
  }

  private void refuse(long seconds, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (page.isPresent() && isPage(request)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
      page.get().show(seconds, request, response);
    } else {
      problems.write(response, tooMany(seconds));
    }
  }

  private static void headers(Decision decision, HttpServletResponse response) {
    if (decision.isLimited() && !response.isCommitted()) {
      response.setHeader("X-RateLimit-Limit", Integer.toString(decision.limit()));
      response.setHeader("X-RateLimit-Remaining", Integer.toString(decision.remaining()));
      response.setHeader("X-RateLimit-Reset", Long.toString(decision.resetSeconds()));
    }
  }

  private static ProblemException tooMany(long seconds) {
    return new ProblemException(
        ErrorCode.RATE_LIMITED,
        "Too many requests. Try again in " + seconds + " seconds.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, Long.toString(seconds)));
  }
}
