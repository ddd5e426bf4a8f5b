package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.ScheduleDetail;
import dev.countersign.server.console.page.ScheduleList;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.payments.ScheduleDesk;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.schedules.Run;
import dev.countersign.server.schedules.Schedule;
import dev.countersign.server.schedules.Schedules;
import dev.countersign.server.schedules.Schedules.Outcome;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What somebody has the service pay later. */
@Hidden
@Controller
class SchedulePages {
  private static final String PAGE = ConsoleChain.OWN + "/schedules";
  private static final int SHOWN_MAX = 100;
  private static final int COMING = 5;

  private final Schedules schedules;
  private final ScheduleDesk desk;
  private final Accounts accounts;
  private final Users users;
  private final AccountNames names;
  private final IdGenerator ids;

  SchedulePages(
      Schedules schedules,
      ScheduleDesk desk,
      Accounts accounts,
      Users users,
      AccountNames names,
      IdGenerator ids) {
    this.schedules = schedules;
    this.desk = desk;
    this.accounts = accounts;
    this.users = users;
    this.names = names;
    this.ids = ids;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return page(caller, Map.of(), notice(done), List.of());
  }

  @GetMapping(PAGE + "/{id}")
  View one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ScheduleId.parse(id)
        .flatMap(schedule -> schedules.find(caller.tenant(), caller.person(), schedule))
        .<View>map(schedule ->
            Page.of("schedule", "Scheduled payment", Area.MONEY, detail(caller, schedule)))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  @PostMapping(PAGE)
  View make(@AuthenticationPrincipal Caller caller, @RequestParam Map<String, String> form) {
    try {
      Outcome outcome =
          desk.make(
              caller,
              form.get("key"),
              new ScheduleRequest(
                  text(form, "recipient"),
                  text(form, "amount"),
                  text(form, "currency"),
                  Map.of(),
                  text(form, "first"),
                  text(form, "zone"),
                  text(form, "frequency"),
                  number("interval", text(form, "every")),
                  text(form, "until"),
                  number("count", text(form, "times"))));
      return answer(caller, outcome, "made", form);
    } catch (ProblemException fault) {
      return page(caller, form, null, PaymentFaults.of(fault))
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  @PostMapping(PAGE + "/{id}/{deed:pause|resume|cancel}")
  View change(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String deed) {
    Optional<ScheduleId> schedule = ScheduleId.parse(id);
    if (schedule.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    if (deed.equals("resume") && !caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    return answer(
        caller,
        switch (deed) {
          case "pause" -> schedules.pause(caller, schedule.get());
          case "resume" -> schedules.resume(caller, schedule.get());
          default -> schedules.cancel(caller, schedule.get());
        },
        deed,
        Map.of());
  }

  private View answer(Caller caller, Outcome outcome, String done, Map<String, String> form) {
    ErrorCode code =
        switch (outcome) {
          case Outcome.Done _ -> null;
          case Outcome.NotFound _ -> ErrorCode.NOT_FOUND;
          case Outcome.Conflict _ -> ErrorCode.IDEMPOTENCY_CONFLICT;
          case Outcome.TooMany _ -> ErrorCode.TOO_MANY_SCHEDULES;
          case Outcome.Past _ -> ErrorCode.INVALID_REQUEST;
          case Outcome.Over _ -> ErrorCode.SCHEDULE_ENDED;
        };
    if (code == null) {
      return new Redirect(PAGE + "?done=" + done);
    }
    if (code == ErrorCode.NOT_FOUND) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    String fault =
        code == ErrorCode.INVALID_REQUEST
            ? "First time: Give a time that is to come, not after the last day."
            : code.hint();
    return page(caller, form, null, List.of(fault)).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(
      Caller caller, Map<String, String> typed, @Nullable String notice, List<String> faults) {
    return Page.of(
        "schedules",
        "Scheduled payments",
        Area.MONEY,
        new ScheduleList(
            schedules.list(caller.tenant(), caller.person(), null, SHOWN_MAX).stream()
                .map(schedule -> row(caller, schedule))
                .toList(),
            ids.next().toString(),
            typed,
            notice,
            faults));
  }

  private ScheduleDetail detail(Caller caller, Schedule schedule) {
    ZoneId zone = schedule.recurrence().zone();
    return new ScheduleDetail(
        row(caller, schedule),
        schedule.coming(COMING).stream().map(time -> RuleWords.at(time, zone)).toList(),
        schedules
            .runs(caller.tenant(), caller.person(), schedule.id(), null, SHOWN_MAX)
            .orElse(List.of())
            .stream()
            .map(run -> run(run, zone))
            .toList());
  }

  private ScheduleList.Row row(Caller caller, Schedule schedule) {
    Schedule.Order order = schedule.order();
    return new ScheduleList.Row(
        schedule.id().text(),
        recipient(caller, order.recipient()),
        names.amount(caller.tenant(), order.asset(), order.amountMinor()),
        RuleWords.of(schedule.recurrence()),
        schedule.nextAt() == null
            ? null
            : RuleWords.at(schedule.nextAt(), schedule.recurrence().zone()),
        switch (schedule.status()) {
          case ACTIVE -> "Active";
          case PAUSED -> "Paused";
          case CANCELLED -> "Stopped";
          case FINISHED -> "Over";
        },
        switch (schedule.status()) {
          case ACTIVE -> "good";
          case PAUSED -> "waiting";
          case CANCELLED, FINISHED -> "";
        },
        schedule.status() == Schedule.Status.ACTIVE,
        schedule.status() == Schedule.Status.PAUSED,
        schedule.isOver());
  }

  private static ScheduleDetail.Run run(Run run, ZoneId zone) {
    return new ScheduleDetail.Run(
        RuleWords.at(run.dueAt(), zone),
        switch (run.outcome()) {
          case PAID -> "Paid";
          case REFUSED -> "Refused";
          case MISSED -> "Missed";
          case SKIPPED -> "Skipped";
        },
        switch (run.outcome()) {
          case PAID -> "good";
          case REFUSED -> "bad";
          case MISSED, SKIPPED -> "waiting";
        },
        run.payment() == null ? null : run.payment().text(),
        run.reason() == null ? null : run.reason().replace('_', ' '));
  }

  private String recipient(Caller caller, String text) {
    PartyNames parties = new PartyNames(caller, accounts, users);
    return UserId.parse(text)
        .map(parties::person)
        .or(() -> AccountId.parse(text).map(account -> parties.known(account).name()))
        .orElse(text);
  }

  private static @Nullable String text(Map<String, String> form, String field) {
    String text = form.getOrDefault(field, "").strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer number(String field, @Nullable String text) {
    try {
      return text == null ? null : (Integer) Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw PaymentFaults.malformed(field);
    }
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "made" -> "It is scheduled.";
      case "pause" -> "It is paused: nothing is paid until it goes on.";
      case "resume" -> "It goes on with the next time that is to come.";
      case "cancel" -> "It is stopped for good.";
      default -> null;
    };
  }
}
