package dev.countersign.server.platform.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for audit and logs: {@code RequestContext.current()} anywhere below
 * the filters. It is bound to the request's own thread and those of a structured task scope; work
 * handed to another thread takes the value along.
 *
 * @param requestId the name of the request, as the answer's {@code X-Request-ID} tells it
 * @param clientAddress the address of the caller, as text
 * @param userAgent what the caller says it is, at most {@value #USER_AGENT_MAX} characters; absent
 *     where it says nothing
 */
public record RequestContext(String requestId, String clientAddress, @Nullable String userAgent) {
  public static final int USER_AGENT_MAX = 512;

  static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

  /** The running request; empty outside of one, such as in a job. */
  public static Optional<RequestContext> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
