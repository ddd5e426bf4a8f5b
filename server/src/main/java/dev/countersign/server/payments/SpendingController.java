package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Spending;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.spending.Spent;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spending limits: what holds for the caller, and what administrators set. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class SpendingController {
  private final dev.countersign.server.spending.SpendingLimits limits;
  private final Orders orders;
  private final Users users;
  private final SpendingDesk desk;

  SpendingController(
      dev.countersign.server.spending.SpendingLimits limits,
      Orders orders,
      Users users,
      SpendingDesk desk) {
    this.limits = limits;
    this.orders = orders;
    this.users = users;
    this.desk = desk;
  }

  @Operation(
      summary = "How much the caller has spent of each limit, and may still",
      description =
          "What is held counts, until the hold lets go of it; what was paid stays counted.")
  @GetMapping("/v1/spending")
  Spending spending(@AuthenticationPrincipal Caller caller) {
    return new Spending(
        limits.spent(caller.tenant(), caller.person()).stream()
            .map(spent -> item(caller.tenant(), spent))
            .toList());
  }

  @Operation(summary = "The limits of everybody who has none of their own")
  @GetMapping("/v1/admin/spending-limits")
  SpendingLimits usual(@AuthenticationPrincipal Caller caller) {
    return desk.of(caller.tenant(), null);
  }

  @Operation(
      summary = "Set the limits of everybody who has none of their own",
      description =
          "All at once; what is not in the list is lifted. They hold from the next posting.")
  @PutMapping("/v1/admin/spending-limits")
  @Refuses({
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  SpendingLimits setUsual(
      @AuthenticationPrincipal Caller caller, @RequestBody SpendingLimits request) {
    return desk.set(caller, null, request);
  }

  @Operation(summary = "A person's own limits")
  @GetMapping("/v1/admin/users/{id}/spending-limits")
  @Refuses(ErrorCode.NOT_FOUND)
  SpendingLimits ofPerson(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return desk.of(caller.tenant(), person(caller, id));
  }

  @Operation(
      summary = "Set a person's own limits",
      description =
          "All at once. One of these goes before the usual one of the same currency and period.")
  @PutMapping("/v1/admin/users/{id}/spending-limits")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  SpendingLimits setOfPerson(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody SpendingLimits request) {
    return desk.set(caller, person(caller, id), request);
  }

  private UserId person(Caller caller, String id) {
    return UserId.parse(id)
        .filter(user -> users.find(caller.tenant(), user).isPresent())
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "Nobody of this tenant has this id."));
  }

  private Spending.Item item(TenantId tenant, Spent spent) {
    String asset = spent.limit().asset();
    return new Spending.Item(
        asset,
        spent.limit().period().wireName(),
        decimal(tenant, asset, spent.limit().amountMinor()),
        decimal(tenant, asset, spent.spentMinor()),
        decimal(tenant, asset, spent.remainingMinor()),
        spent.resetsAt());
  }

  private String decimal(TenantId tenant, String code, long minor) {
    return new Money(minor, orders.asset(tenant, code)).text();
  }
}
