package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.api.SchedulePage;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleRun;
import dev.countersign.api.ScheduleRunPage;
import dev.countersign.api.ScheduleView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.schedules.Recurrence;
import dev.countersign.server.schedules.Run;
import dev.countersign.server.schedules.Schedule;
import dev.countersign.server.schedules.Schedules;
import dev.countersign.server.schedules.Schedules.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments later, once or again and again. */
@RestController
@RequestMapping(path = "/v1/schedules", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.IMPERSONATION_REFUSED})
class SchedulesController {
  private static final int COMING = 5;

  private final Schedules schedules;
  private final ScheduleDesk desk;
  private final Orders orders;

  SchedulesController(Schedules schedules, ScheduleDesk desk, Orders orders) {
    this.schedules = schedules;
    this.desk = desk;
    this.orders = orders;
  }

  @Operation(
      summary = "Have something paid later, once or again and again",
      description =
          "By the clock of a time zone. Every time is counted from the first: on the 31st means on"
              + " the last day of a month that has none. A time that the clock leaps over is paid"
              + " right after the leap, one that comes twice is paid once. What is due is judged"
              + " then, like any payment. Refused, it is not tried again, and the next time goes on;"
              + " of several times that passed while the service stood still, the latest is paid"
              + " and the others are missed. The owner is told of both.")
  @PostMapping
  @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The first answer's schedule, with Idempotency-Replayed: true",
      useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.FORBIDDEN,
    ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
    ErrorCode.IDEMPOTENCY_CONFLICT,
    ErrorCode.TOO_MANY_SCHEDULES,
    ErrorCode.UNKNOWN_RECIPIENT,
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.SAME_ACCOUNT,
    ErrorCode.ZERO_AMOUNT,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  ResponseEntity<ScheduleView> make(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @RequestBody ScheduleRequest request) {
    return answer(desk.make(caller, idempotencyKey, request));
  }

  @Operation(summary = "The caller's schedules, the newest first")
  @GetMapping
  SchedulePage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<ScheduleId> page = PageRequest.read(cursor, limit, ScheduleId::parse);
    return page.page(
        schedules.list(caller.tenant(), caller.person(), page.cursor(), page.sought()),
        this::view,
        ScheduleView::id,
        SchedulePage::new);
  }

  @Operation(summary = "One schedule, with the times to come")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  ScheduleView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return schedules
        .find(caller.tenant(), caller.person(), id(id))
        .map(this::view)
        .orElseThrow(SchedulesController::notFound);
  }

  @Operation(summary = "What became of a schedule's times, the latest first")
  @GetMapping("/{id}/runs")
  @Refuses(ErrorCode.NOT_FOUND)
  ScheduleRunPage runs(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<Integer> page = PageRequest.read(cursor, limit, SchedulesController::number);
    List<Run> found =
        schedules
            .runs(caller.tenant(), caller.person(), id(id), page.cursor(), page.sought())
            .orElseThrow(SchedulesController::notFound);
    return page.page(
        found,
        SchedulesController::view,
        run -> Integer.toString(run.number()),
        ScheduleRunPage::new);
  }

  @Operation(summary = "Pause a schedule: nothing is paid until it goes on")
  @PostMapping("/{id}/pause")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.SCHEDULE_ENDED})
  ScheduleView pause(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return view(done(schedules.pause(caller, id(id))).schedule());
  }

  @Operation(
      summary = "Let a schedule go on",
      description = "With the first time that is to come; those since the pause are skipped.")
  @PostMapping("/{id}/resume")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND, ErrorCode.SCHEDULE_ENDED})
  ScheduleView resume(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    ScheduleDesk.requirePay(caller);
    return view(done(schedules.resume(caller, id(id))).schedule());
  }

  @Operation(
      summary = "Cancel a schedule for good",
      description = "At once: a payment that has not been posted yet is not made.")
  @PostMapping("/{id}/cancel")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.SCHEDULE_ENDED})
  ScheduleView cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return view(done(schedules.cancel(caller, id(id))).schedule());
  }

  private ResponseEntity<ScheduleView> answer(Outcome outcome) {
    Outcome.Done done = done(outcome);
    return ReplayAware.answer(done.replayed(), view(done.schedule()));
  }

  private static Outcome.Done done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done;
      case Outcome.NotFound _ -> throw notFound();
      case Outcome.Conflict _ -> throw refused(ErrorCode.IDEMPOTENCY_CONFLICT);
      case Outcome.TooMany _ -> throw refused(ErrorCode.TOO_MANY_SCHEDULES);
      case Outcome.Over _ -> throw refused(ErrorCode.SCHEDULE_ENDED);
      case Outcome.Past _ ->
          throw ProblemException.invalid(
              List.of(
                  new FieldError(
                      "starts_at", "past", "Give a time that is to come, not after until.")));
    };
  }

  private static ScheduleId id(String text) {
    return ScheduleId.parse(text).orElseThrow(SchedulesController::notFound);
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private static ProblemException notFound() {
    return refused(ErrorCode.NOT_FOUND);
  }

  private static ProblemException refused(ErrorCode code) {
    return new ProblemException(code, code.hint());
  }

  private ScheduleView view(Schedule schedule) {
    Schedule.Order order = schedule.order();
    Recurrence when = schedule.recurrence();
    return new ScheduleView(
        schedule.id().text(),
        schedule.status().wireName(),
        order.recipient(),
        new Money(order.amountMinor(), orders.asset(schedule.tenant(), order.asset())).text(),
        order.asset(),
        order.metadata(),
        when.first().toString(),
        when.zone().getId(),
        when.frequency().wireName(),
        when.every(),
        when.until() == null ? null : when.until().toString(),
        when.times(),
        schedule.coming(COMING),
        schedule.createdAt());
  }

  private static ScheduleRun view(Run run) {
    return new ScheduleRun(
        run.number(),
        run.dueAt(),
        run.recordedAt(),
        run.outcome().wireName(),
        run.payment() == null ? null : run.payment().text(),
        run.reason());
  }
}
