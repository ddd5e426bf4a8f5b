package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.schedules.Schedules;
import dev.countersign.server.schedules.Schedules.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has things paid later, over the API and elsewhere. What is at fault is told as the API tells it.
 * Thread-safe.
 */
@Component
public final class ScheduleDesk {
  private final Schedules schedules;
  private final ScheduleOrders orders;

  ScheduleDesk(Schedules schedules, ScheduleOrders orders) {
    this.schedules = schedules;
    this.orders = orders;
  }

  /** Makes a schedule of the caller's, once for each of their keys. */
  public Outcome make(Caller caller, @Nullable String idempotencyKey, ScheduleRequest request) {
    ScheduleOrders.Read read = orders.read(caller, idempotencyKey, request);
    requirePay(caller);
    return schedules.make(caller, read.order(), read.recurrence(), read.key(), read.hash());
  }

  static void requirePay(Caller caller) {
    if (!caller.may(Permission.PAY)) {
      throw new ProblemException(ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.hint());
    }
  }
}
