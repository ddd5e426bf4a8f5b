package dev.countersign.server.schedules;

import dev.countersign.server.access.Credential;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Ledger;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.schedules.Occurrences.Taken;
import dev.countersign.server.tenants.Tenant;
import dev.countersign.server.tenants.TenantDirectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Pays what is due. What the ledger does not answer stays taken up, and is asked again when its
 * lease is over.
 */
@Component
class ScheduleRunner {
  /** The name in a payment's metadata under which the schedule's id is found. */
  static final String REFERENCE = "schedule";

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRunner.class);
  private static final int AT_ONCE = 200;
  private static final int WAIT_SECONDS = 30;

  private final JdbcSchedules store;
  private final Occurrences occurrences;
  private final Ledger ledger;
  private final TenantDirectory tenants;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  ScheduleRunner(
      JdbcSchedules store,
      Occurrences occurrences,
      Ledger ledger,
      TenantDirectory tenants,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.occurrences = occurrences;
    this.ledger = ledger;
    this.tenants = tenants;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void run() {
    List<JdbcSchedules.Due> page = due(null);
    while (!page.isEmpty()) {
      pay(page);
      page = page.size() < AT_ONCE ? List.of() : due(page.getLast().id());
    }
  }

  private List<JdbcSchedules.Due> due(@Nullable ScheduleId after) {
    return transactions.acrossTenants(() -> store.due(clock.instant(), after, AT_ONCE));
  }

  // What is due in a tenant that is suspended waits, and is missed if that takes too long.
  private void pay(List<JdbcSchedules.Due> due) {
    List<Taken> taken = new ArrayList<>(due.size());
    List<Transfer> transfers = new ArrayList<>(due.size());
    for (JdbcSchedules.Due one : due) {
      tenants
          .find(one.tenant())
          .filter(Tenant::isActive)
          .ifPresent(tenant ->
              occurrences
                  .take(one)
                  .ifPresent(mine -> {
                    taken.add(mine);
                    transfers.add(transfer(mine, tenant));
                  }));
    }
    List<Verdict> verdicts = transfers.isEmpty() ? List.of() : post(transfers);
    for (int at = 0; at < verdicts.size(); at++) {
      occurrences.settle(taken.get(at), verdicts.get(at));
    }
  }

  /** One for each; none at all where the ledger did not answer. */
  private List<Verdict> post(List<Transfer> transfers) {
    try {
      return ledger.post(transfers).get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Payments that are due were not answered, and are asked for again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static Transfer transfer(Taken taken, Tenant tenant) {
    Schedule schedule = taken.schedule();
    Schedule.Order order = schedule.order();
    Map<String, String> metadata = new TreeMap<>(order.metadata());
    metadata.put(REFERENCE, schedule.id().text());
    return new Transfer(
        schedule.tenant(),
        Transfer.Type.PAYMENT,
        order.asset(),
        List.of(
            new Entry(new AccountRef.OfOwner(schedule.owner()), -order.amountMinor()),
            new Entry(recipient(order), order.amountMinor())),
        key(taken),
        new Transfer.Authority(
            schedule.owner(),
            new Credential.Schedule(schedule.id(), taken.number()),
            List.of(tenant.lifeMark())),
        null,
        metadata,
        null);
  }

  // A schedule's keys are its own: no key that a person chooses is ever one of them.
  private static IdempotencyKey key(Taken taken) {
    String name = "schedule/" + taken.schedule().id().text() + "/" + taken.number();
    return new IdempotencyKey(taken.schedule().id().value(), name, RequestHash.of(name));
  }

  private static AccountRef recipient(Schedule.Order order) {
    Optional<AccountRef> account = AccountId.parse(order.recipient()).map(AccountRef.ById::new);
    return account.orElseGet(
        () -> new AccountRef.OfOwner(UserId.parse(order.recipient()).orElseThrow()));
  }
}
