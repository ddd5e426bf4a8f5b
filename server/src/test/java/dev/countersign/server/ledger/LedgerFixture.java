package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Conversion.Rounding;
import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestPostgres;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger on a database of its own, with people and short ways to move money between them. */
final class LedgerFixture implements AutoCloseable {
  final StoreFixture store;
  final IdGenerator ids = new IdGenerator(InstantSource.system(), new Random(7));
  final Map<Authority, Refusal> barred = new ConcurrentHashMap<>();
  private final AtomicLong keys = new AtomicLong();
  private final List<GroupCommit> started = new ArrayList<>();

  private LedgerFixture(StoreFixture store) {
    this.store = store;
  }

  static LedgerFixture create() {
    return new LedgerFixture(StoreFixture.create());
  }

  static LedgerFixture createOn(TestPostgres server) {
    return new LedgerFixture(StoreFixture.createOn(server));
  }

  /** One more node's ledger, running. */
  GroupCommit startLedger() {
    GroupCommit ledger = newLedger(store.application(), Clock.systemUTC());
    start(ledger);
    return ledger;
  }

  void start(GroupCommit ledger) {
    ledger.start();
    started.add(ledger);
  }

  /** One more node's ledger, not yet running. */
  GroupCommit newLedger(DataSource source, InstantSource clock) {
    return newLedger(source, clock, new SubmissionQueue(20_000, 1_000));
  }

  GroupCommit newLedger(DataSource source, InstantSource clock, SubmissionQueue queue) {
    return newLedger(source, clock, queue, (instructions, trip) -> () -> judge(instructions));
  }

  GroupCommit newLedger(
      DataSource source, InstantSource clock, SubmissionQueue queue, PostingGuard guard) {
    return newLedger(source, clock, queue, guard, Duration.ofMinutes(1));
  }

  GroupCommit newLedger(
      DataSource source,
      InstantSource clock,
      SubmissionQueue queue,
      PostingGuard guard,
      Duration patience) {
    JdbcTemplate jdbc = new JdbcTemplate(source);
    JdbcClient client = JdbcClient.create(source);
    TenantTransactions transactions = TenantTransactions.on(source);
    PostingTransaction transaction =
        new PostingTransaction(
            transactions,
            guard,
            new JdbcBooks(new JdbcAnswers(jdbc)),
            new StoringAuditTrail(jdbc, ids),
            new JdbcAssets(transactions, client),
            ids,
            clock);
    return new GroupCommit(transaction, queue, new CommitCount(), patience);
  }

  private List<Judgement> judge(List<Instruction> instructions) {
    return instructions.stream()
        .map(instruction -> barred.get(instruction.authority()))
        .map(bar -> bar == null ? Judgement.FREE : new Judgement.Barred(bar))
        .toList();
  }

  AccountOpenings openings() {
    JdbcTemplate jdbc = new JdbcTemplate(store.application());
    return new JdbcAccountOpenings(
        store.transactions(),
        jdbc,
        new StoringAuditTrail(jdbc, ids),
        new JdbcAssets(store.transactions(), store.jdbc()),
        ids,
        InstantSource.system());
  }

  AccountStandings standings() {
    return new JdbcAccountStandings(
        store.transactions(),
        store.jdbc(),
        new StoringAuditTrail(new JdbcTemplate(store.application()), ids));
  }

  IntegrityRun integrityRun(Consumer<LedgerDamaged> told) {
    return new IntegrityRun(
        store.application(),
        store.transactions(),
        new JdbcDamagedAccounts(store.jdbc()),
        standings(),
        new StoringAuditTrail(new JdbcTemplate(store.application()), ids),
        told);
  }

  HoldExpiry expiry(Ledger ledger, InstantSource clock) {
    return new HoldExpiry(store.transactions(), new JdbcExpiredHolds(store.jdbc()), ledger, clock);
  }

  Accounts accounts() {
    return new JdbcAccounts(store.transactions(), store.jdbc());
  }

  History history() {
    return new JdbcHistory(
        store.transactions(), store.jdbc(), new JdbcTemplate(store.application()));
  }

  Holds holds() {
    return new JdbcHolds(
        store.transactions(),
        store.jdbc(),
        new JdbcTransfers(new JdbcTemplate(store.application())));
  }

  UserId newUser(TenantId tenant) {
    UserId user = new UserId(ids.next());
    store.transactions().run(tenant, () -> insert(tenant, user));
    return user;
  }

  private void insert(TenantId tenant, UserId user) {
    store
        .jdbc()
        .sql(
            """
            insert into users (
              id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:id, :tenant, :name, :name, '{user}', 'active', now(), now())
            """)
        .param("id", user.value())
        .param("tenant", tenant.value())
        .param("name", user.text())
        .update();
  }

  UserId newUser() {
    return newUser(TenantId.DEFAULT);
  }

  /** A payment in dollars under a fresh key. */
  Transfer payment(UserId payer, UserId payee, long cents) {
    return payment(payer, payee, cents, "key-" + keys.incrementAndGet());
  }

  Transfer payment(UserId payer, UserId payee, long cents, String key) {
    return transfer(
        Transfer.Type.PAYMENT,
        new AccountRef.OfOwner(payer),
        new AccountRef.OfOwner(payee),
        cents,
        IdempotencyKey.ofPayer(payer, key, hash(payee, cents)),
        payer);
  }

  /** A deposit in dollars under a fresh reference. */
  Transfer deposit(UserId payee, long cents) {
    return transfer(
        Transfer.Type.DEPOSIT,
        new AccountRef.World(),
        new AccountRef.OfOwner(payee),
        cents,
        IdempotencyKey.ofTenant(
            TenantId.DEFAULT, "deposit-" + keys.incrementAndGet(), hash(payee, cents)),
        payee);
  }

  static Transfer transfer(
      Transfer.Type type,
      AccountRef from,
      AccountRef to,
      long cents,
      IdempotencyKey key,
      UserId initiator) {
    return new Transfer(
        TenantId.DEFAULT,
        type,
        "USD",
        List.of(new Entry(from, -cents), new Entry(to, cents)),
        key,
        authority(initiator),
        null,
        Map.of(),
        null);
  }

  /** A payment in dollars to several. */
  Transfer split(UserId payer, List<Entry> payees) {
    List<Entry> entries = new ArrayList<>(payees);
    long sum = payees.stream().mapToLong(Entry::amountMinor).sum();
    entries.add(new Entry(new AccountRef.OfOwner(payer), -sum));
    return new Transfer(
        TenantId.DEFAULT,
        Transfer.Type.PAYMENT,
        "USD",
        entries,
        freshKey(payer),
        authority(payer),
        null,
        Map.of(),
        null);
  }

  /** Dollars of somebody's turned into another asset of two digits. */
  Transfer conversion(UserId owner, String into, long cents, BigDecimal rate, String source) {
    Asset dollars = new Asset("USD", 2);
    long counter =
        Conversion.counterMinor(cents, dollars, new Asset(into, 2), rate, Rounding.HALF_EVEN);
    return new Transfer(
        TenantId.DEFAULT,
        Transfer.Type.CONVERSION,
        "USD",
        List.of(
            new Entry(new AccountRef.OfOwner(owner), -cents),
            new Entry(new AccountRef.Conversion(), cents),
            new Entry(new AccountRef.Conversion(), -counter, into),
            new Entry(new AccountRef.OfOwner(owner), counter, into)),
        new Conversion(into, counter, rate, source, Rounding.HALF_EVEN),
        freshKey(owner),
        authority(owner),
        null,
        Map.of(),
        null);
  }

  /** A payment to be captured within an hour. */
  Hold hold(UserId payer, UserId payee, long cents) {
    return new Hold(payment(payer, payee, cents), Instant.now().plusSeconds(3600));
  }

  Capture capture(PaymentId hold, @Nullable Long cents, boolean last, UserId by) {
    return new Capture(
        TenantId.DEFAULT, hold, cents, last, freshKey(by), authority(by), Map.of(), null);
  }

  Release release(PaymentId hold, UserId by) {
    return new Release(TenantId.DEFAULT, hold, freshKey(by), authority(by), Map.of(), null);
  }

  Reversal reversal(PaymentId original, @Nullable Long cents, UserId by) {
    return new Reversal(
        TenantId.DEFAULT, original, cents, freshKey(by), authority(by), Map.of(), null);
  }

  private IdempotencyKey freshKey(UserId by) {
    return IdempotencyKey.ofPayer(by, "key-" + keys.incrementAndGet(), hash(by));
  }

  static Authority authority(UserId user) {
    return new Authority(user, new SessionId(new UUID(0, 1)));
  }

  static RequestHash hash(Object... fields) {
    return RequestHash.of(Arrays.stream(fields).map(String::valueOf).toArray(String[]::new));
  }

  /** Posts and waits. */
  static List<Verdict> post(Ledger ledger, Instruction... instructions) {
    return answer(ledger.post(List.of(instructions)));
  }

  /** Posts all or none, and waits. */
  static List<Verdict> postLinked(Ledger ledger, Instruction... instructions) {
    return answer(ledger.postLinked(List.of(instructions)));
  }

  private static List<Verdict> answer(CompletableFuture<List<Verdict>> submitted) {
    try {
      return submitted.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  static PostedTransfer posted(Verdict verdict) {
    if (verdict instanceof Verdict.Posted posted) {
      return posted.transfer();
    }
    throw new AssertionError("expected a posting, but it was " + verdict);
  }

  static HeldPayment held(Verdict verdict) {
    if (verdict instanceof Verdict.Held held) {
      return held.hold();
    }
    throw new AssertionError("expected a hold, but it was " + verdict);
  }

  static Refusal.Reason reason(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return refused.refusal().reason();
    }
    throw new AssertionError("expected a refusal, but it was " + verdict);
  }

  /** A person's dollars, as the store has them. */
  long balance(UserId owner) {
    return balance(TenantId.DEFAULT, owner);
  }

  long balance(TenantId tenant, UserId owner) {
    return accounts().ofOwner(tenant, owner).stream().mapToLong(Account::balanceMinor).sum();
  }

  long count(String table) {
    return store.superuser().sql("select count(*) from " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    started.forEach(GroupCommit::stop);
    store.close();
  }
}
