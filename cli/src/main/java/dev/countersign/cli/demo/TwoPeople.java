package dev.countersign.cli.demo;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.client.Administration;
import dev.countersign.client.CountersignClient;
import dev.countersign.client.InsufficientFundsException;
import dev.countersign.client.PaymentOutcome;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.function.Supplier;

/** Two people meet the public API: register, receive, pay, fail to pay, pay twice. */
final class TwoPeople {
  static final String ADA = "ada@demo.example";
  static final String GRACE = "grace@demo.example";

  private static final String CURRENCY = "USD";
  private static final BigDecimal PAID = new BigDecimal("42.50");

  private final Administration admin;
  private final Supplier<CountersignClient> clients;
  private final String password;
  private final PrintWriter out;
  private final Tally tally;

  /**
   * @param clients makes a client that nobody has signed in with
   * @param password both people's
   */
  TwoPeople(
      Administration admin,
      Supplier<CountersignClient> clients,
      String password,
      PrintWriter out,
      Tally tally) {
    this.admin = admin;
    this.clients = clients;
    this.password = password;
    this.out = out;
    this.tally = tally;
  }

  void play() {
    try (Person ada = Person.registered(clients.get(), ADA, "demo-ada", password);
        Person grace = Person.registered(clients.get(), GRACE, "demo-grace", password)) {
      String deed = ada.isNew() ? "register" : "sign in again";
      tell(ada.email() + " and " + grace.email() + " " + deed);
      admin.deposit(new DepositRequest(ada.email(), "100.00", CURRENCY, "demo-deposit"));
      tell("The administrator deposits 100.00 USD for ada");
      PaymentOutcome paid = pay(ada, grace);
      String left = ada.balance(CURRENCY);
      refuseWithoutFunds(ada, grace);
      expect("ada's balance after a refusal", left, ada.balance(CURRENCY));
      replay(ada, grace, paid);
    }
  }

  // Whoever looked around after an earlier run may have moved money too: then the payment is that
  // run's, and what counts is that it moves nothing again.
  private PaymentOutcome pay(Person ada, Person grace) {
    BigDecimal hers = new BigDecimal(ada.balance(CURRENCY));
    BigDecimal graces = new BigDecimal(grace.balance(CURRENCY));
    PaymentOutcome paid = ada.payments().pay(order(grace, PAID.toPlainString()), "demo-payment");
    tell("ada pays grace 42.50 USD: " + paid.payment().id());
    BigDecimal moved = paid.replayed() ? BigDecimal.ZERO : PAID;
    expect("ada's balance", hers.subtract(moved).toPlainString(), ada.balance(CURRENCY));
    expect("grace's balance", graces.add(moved).toPlainString(), grace.balance(CURRENCY));
    return paid;
  }

  private void refuseWithoutFunds(Person ada, Person grace) {
    try {
      ada.payments().pay(order(grace, "1000.00"), "demo-too-much");
      tally.differs("a payment without funds went through");
    } catch (InsufficientFundsException e) {
      tell("ada tries to pay 1,000.00 USD: refused, " + e.code());
    }
  }

  private void replay(Person ada, Person grace, PaymentOutcome paid) {
    String hers = ada.balance(CURRENCY);
    String graces = grace.balance(CURRENCY);
    PaymentOutcome again = ada.payments().pay(order(grace, PAID.toPlainString()), "demo-payment");
    expect("the replayed payment", paid.payment().id(), again.payment().id());
    if (!again.replayed()) {
      tally.differs("a replay was not marked as one");
    }
    expect("ada's balance after a replay", hers, ada.balance(CURRENCY));
    expect("grace's balance after a replay", graces, grace.balance(CURRENCY));
    tell("ada sends the same payment again: the first answer, and nothing moves");
  }

  private static PaymentRequest order(Person payee, String amount) {
    return new PaymentRequest(payee.email(), amount, CURRENCY);
  }

  private void expect(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      tally.differs("%s: expected %s, got %s".formatted(what, expected, actual));
    }
  }

  private void tell(String sentence) {
    out.println("  " + sentence);
  }
}
