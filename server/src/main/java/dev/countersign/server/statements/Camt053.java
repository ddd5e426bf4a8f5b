package dev.countersign.server.statements;

import dev.countersign.server.platform.money.Asset;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** A statement as ISO 20022 has it: camt.053.001.08, BankToCustomerStatementV08. */
final class Camt053 {
  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int DECIMALS_MAX = 5;
  private static final int ID_MAX = 35;
  private static final int NAME_MAX = 140;

  private final Statement statement;
  private final XmlElements xml;

  private Camt053(Statement statement, XmlElements xml) {
    this.statement = statement;
    this.xml = xml;
  }

  /** Its currencies have three letters (ISO 4217), its amounts five decimals. */
  static boolean canSay(Asset asset) {
    return CURRENCY.matcher(asset.code()).matches() && asset.scale() <= DECIMALS_MAX;
  }

  static void write(Statement statement, OutputStream out) throws IOException {
    try {
      XmlElements xml =
          new XmlElements(XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8"));
      new Camt053(statement, xml).document();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void document() {
    xml.document(
        "Document",
        NAMESPACE,
        () ->
            xml.in(
                "BkToCstmrStmt",
                () -> {
                  xml.in(
                      "GrpHdr",
                      () -> {
                        xml.text("MsgId", id());
                        xml.text("CreDtTm", time(statement.createdAt()));
                      });
                  xml.in("Stmt", this::statement);
                }));
  }

  private void statement() {
    xml.text("Id", id());
    xml.text("CreDtTm", time(statement.createdAt()));
    xml.in(
        "FrToDt",
        () -> {
          xml.text("FrDtTm", time(statement.from()));
          xml.text("ToDtTm", time(statement.to()));
        });
    xml.in("Acct", this::account);
    balance("OPBD", statement.openingMinor(), statement.from());
    balance("CLBD", statement.closingMinor(), statement.to());
    xml.in("TxsSummry", this::summary);
    statement.lines().forEach(line -> xml.in("Ntry", () -> entry(line)));
  }

  // Two statements of one account are told apart by when they were made.
  private String id() {
    return statement.account().id().text().substring(4)
        + "-"
        + Long.toString(statement.createdAt().toEpochMilli(), 36);
  }

  private void account() {
    account(statement.account().id().text());
    xml.text("Ccy", statement.asset().code());
    String holder = statement.holder();
    if (holder != null) {
      xml.in("Ownr", () -> xml.text("Nm", cut(holder, NAME_MAX)));
    }
    if (!statement.issuer().isBlank()) {
      xml.in(
          "Svcr",
          () -> xml.in("FinInstnId", () -> xml.text("Nm", cut(statement.issuer(), NAME_MAX))));
    }
  }

  private void account(String id) {
    xml.in("Id", () -> xml.in("Othr", () -> xml.text("Id", id)));
  }

  private void balance(String code, long minor, Instant at) {
    xml.in(
        "Bal",
        () -> {
          xml.in("Tp", () -> xml.in("CdOrPrtry", () -> xml.text("Cd", code)));
          amount(minor);
          xml.in("Dt", () -> xml.text("DtTm", time(at)));
        });
  }

  private void summary() {
    xml.in(
        "TtlNtries",
        () -> {
          xml.text("NbOfNtries", Long.toString(statement.entries()));
          xml.text(
              "Sum",
              statement.decimal(Math.addExact(statement.creditsMinor(), statement.debitsMinor())));
          xml.in(
              "TtlNetNtry",
              () -> {
                long net = statement.creditsMinor() - statement.debitsMinor();
                xml.text("Amt", statement.decimal(Math.abs(net)));
                xml.text("CdtDbtInd", direction(net));
              });
        });
    total("TtlCdtNtries", statement.credits(), statement.creditsMinor());
    total("TtlDbtNtries", statement.debits(), statement.debitsMinor());
  }

  private void total(String name, long entries, long minor) {
    xml.in(
        name,
        () -> {
          xml.text("NbOfNtries", Long.toString(entries));
          xml.text("Sum", statement.decimal(minor));
        });
  }

  private void entry(StatementLine line) {
    xml.text("NtryRef", Long.toString(line.version()));
    amount(line.amountMinor());
    xml.in("Sts", () -> xml.text("Cd", "BOOK"));
    xml.in("BookgDt", () -> xml.text("DtTm", time(line.recordedAt())));
    xml.in("ValDt", () -> xml.text("DtTm", time(line.effectiveAt())));
    xml.text("AcctSvcrRef", line.payment());
    xml.in("BkTxCd", () -> xml.in("Prtry", () -> xml.text("Cd", line.type().wireName())));
    xml.in("NtryDtls", () -> xml.in("TxDtls", () -> details(line)));
  }

  private void details(StatementLine line) {
    String reference = line.reference();
    boolean fits = reference != null && reference.length() <= ID_MAX;
    xml.in(
        "Refs",
        () -> {
          xml.text("AcctSvcrRef", line.payment());
          if (reference != null && fits) {
            xml.text("EndToEndId", reference);
          }
        });
    amount(line.amountMinor());
    if (line.counterpartyAccount() != null) {
      xml.in("RltdPties", () -> parties(line));
    }
    if (reference != null && !fits) {
      xml.in("RmtInf", () -> remittance(reference));
    }
  }

  private void parties(StatementLine line) {
    String role = line.amountMinor() > 0 ? "Dbtr" : "Cdtr";
    String name = line.counterparty();
    String account = line.counterpartyAccount();
    if (name != null) {
      xml.in(role, () -> xml.in("Pty", () -> xml.text("Nm", cut(name, NAME_MAX))));
    }
    if (account != null) {
      xml.in(role + "Acct", () -> account(account));
    }
  }

  private void remittance(String reference) {
    String rest = reference;
    while (!rest.isEmpty()) {
      String part = cut(rest, NAME_MAX);
      xml.text("Ustrd", part);
      rest = rest.substring(part.length());
    }
  }

  private void amount(long minor) {
    xml.text("Amt", statement.decimal(Math.abs(minor)), "Ccy", statement.asset().code());
    xml.text("CdtDbtInd", direction(minor));
  }

  private static String direction(long minor) {
    return minor < 0 ? "DBIT" : "CRDT";
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, wholeCharacters(text, max));
  }

  // Not between the two halves of one character.
  private static int wholeCharacters(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
