package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountOpening;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Camt053Schema;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class StatementsApiTests {
  private static final String NAME = "Účet č. 7 – příliš žluťoučký kůň";
  private static final String EVER = "from=1990-01-01&to=2199-01-01";

  private final ApiClient administrator;
  private final ApiClient api;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String reference = NAME + " " + mark;
  private final String account;

  StatementsApiTests(@LocalServerPort int port, TestDatabase database) {
    api = ApiClient.of(port);
    administrator = Administrators.create(api, database);
    account = open(reference);
  }

  @Test
  void sumsFromTheOpeningToTheClosingBalance() throws IOException {
    move("100.00", "+1", "1993-01-05T00:00:00Z");
    move("-30.00", "ref, with \"quotes\"", "1993-02-05T00:00:00Z");
    move("5.55", "third", "1993-03-05T00:00:00Z");

    List<CSVRecord> rows = csv("from=1993-02-01&to=1993-04-01&sense=effective");

    assertThat(rows.getFirst().get("type")).isEqualTo("opening_balance");
    assertThat(rows.getFirst().get("balance")).isEqualTo("100.00");
    assertThat(rows.getLast().get("type")).isEqualTo("closing_balance");
    assertThat(rows.getLast().get("balance")).isEqualTo("75.55");
    BigDecimal sum = new BigDecimal("100.00");
    for (CSVRecord row : rows.subList(1, rows.size() - 1)) {
      sum = sum.add(new BigDecimal(row.get("amount")));
      assertThat(row.get("balance")).isEqualTo(sum.toPlainString());
      assertThat(row.get("counterparty")).isEqualTo("Outside");
    }
    assertThat(sum).isEqualTo("75.55");
    assertThat(rows.get(1).get("reference")).endsWith("ref, with \"quotes\"");
  }

  @Test
  void leavesOutInOneSenseWhatIsInTheOther() throws IOException {
    move("100.00", "old", "1993-01-05T00:00:00Z");

    assertThat(csv("from=1993-01-01&to=1994-01-01&sense=effective")).hasSize(3);
    assertThat(csv("from=1993-01-01&to=1994-01-01&sense=recorded")).hasSize(2);
    assertThat(csv("from=2020-01-01&to=2199-01-01&sense=recorded")).hasSize(3);
  }

  @Test
  void isRfc4180AndNoFormulaForASpreadsheet() throws IOException {
    String evil = "=HYPERLINK(\"http://x\")" + mark;
    administrator
        .post(
            "/v1/admin/transactions/batch",
            Map.of(
                "transactions",
                List.of(
                    Map.of(
                        "reference",
                        evil,
                        "currency",
                        "CZK",
                        "entries",
                        List.of(
                            Map.of("account", "ref:" + reference, "amount", "-2.00"),
                            Map.of("account", "system:world", "amount", "2.00"))))))
        .expect(200);

    String text = statement("csv", EVER).expect(200).text();

    assertThat(text).contains("\r\n").contains("\"'=HYPERLINK(\"\"http://x\"\")" + mark + "\"");
    assertThat(csv(EVER).get(1).get("amount")).isEqualTo("-2.00");
  }

  @Test
  void isOnPaperWhatAnAccountantReads() throws IOException {
    for (int number = 1; number <= 60; number++) {
      move(number % 3 == 0 ? "-12.50" : "1234.56", "invoice " + number, null);
    }
    Answer answer = statement("pdf", EVER).expect(200);
    assertThat(answer.header("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"" + account + "_1990-01-01_2199-01-01.pdf\"");

    try (PDDocument document = Loader.loadPDF(answer.response().body())) {
      String text = new PDFTextStripper().getText(document).replaceAll("[\\s\u00A0]+", " ");
      int pages = document.getNumberOfPages();
      Path pictures = Files.createDirectories(Path.of("target", "statements"));
      PDFRenderer renderer = new PDFRenderer(document);
      for (int page = 0; page < pages; page++) {
        ImageIO.write(
            renderer.renderImageWithDPI(page, 90),
            "png",
            pictures.resolve("statement-" + (page + 1) + ".png").toFile());
      }
      assertThat(pages).isGreaterThan(1);
      assertThat(text)
          .contains("Account statement", reference, account, "Opening balance", "0.00")
          .contains("Money in", "49 382.40 CZK in 40 entries")
          .contains("Money out", "-250.00 CZK in 20 entries")
          .contains("Closing balance", "49 132.40 CZK")
          .contains("invoice 60", "Page 1 of " + pages, "Page " + pages + " of " + pages);
      for (PDFont font : fonts(document)) {
        assertThat(font.isEmbedded()).isTrue();
      }
    }
  }

  @Test
  void isCamt053ThatIsValidAndThatReconciliationReadsBackAndMatchesToTheLastEntry()
      throws Exception {
    move("100.00", "first", null);
    move("-30.00", "second", null);
    Answer camt = statement("camt.053", EVER).expect(200);

    Camt053Schema.validate(camt.response().body());
    assertThat(camt.text())
        .contains("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08")
        .contains("<Cd>OPBD</Cd>", "<Cd>CLBD</Cd>", "<Amt Ccy=\"CZK\">70.00</Amt>");
    ReconciliationImport taken =
        administrator
            .with("Content-Type", "application/xml")
            .send(
                "POST",
                "/v1/reconciliation/imports?format=camt.053&account=" + account,
                BodyPublishers.ofByteArray(camt.response().body()))
            .expect(201)
            .as(ReconciliationImport.class);
    assertThat(taken.lines()).isEqualTo(2);
    assertThat(taken.matched()).isEqualTo(2);
  }

  @Test
  void isForWhoeverMaySeeTheAccount() {
    String path = "/v1/accounts/" + account + "/statement?" + EVER;
    ApiClient stranger = api.withToken(People.register(api).accessToken());
    stranger.get(path).expect(404);
    api.get(path).expect(401);
    administrator.get("/v1/accounts/nonsense/statement?" + EVER).expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to=2020-01-01",
        "from=2020-01-01",
        "from=2020-01-01&to=2020-01-01",
        "from=x&to=2020-01-01",
        "from=2020-01-01&to=2021-01-01&format=doc",
        "from=2020-01-01&to=2021-01-01&sense=other",
      })
  void refusesWhatIsNoPeriodOrFormat(String query) {
    administrator.get("/v1/accounts/" + account + "/statement?" + query).expect(400);
  }

  private static List<PDFont> fonts(PDDocument document) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    for (var page : document.getPages()) {
      for (var name : page.getResources().getFontNames()) {
        fonts.add(page.getResources().getFont(name));
      }
    }
    return fonts;
  }

  private List<CSVRecord> csv(String query) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(statement("csv", query).expect(200).text()))
        .getRecords();
  }

  private Answer statement(String format, String query) {
    return administrator.get(
        "/v1/accounts/" + account + "/statement?format=" + format + "&" + query);
  }

  private String open(String name) {
    return administrator
        .post(
            "/v1/admin/accounts/batch",
            new AccountBatchRequest(List.of(new AccountOpening(name, "CZK", "1000000.00"))))
        .expect(200)
        .json()
        .path("results")
        .path(0)
        .path("account")
        .path("id")
        .asString();
  }

  private void move(String amount, String name, @Nullable String effective) {
    Map<String, Object> transaction =
        new HashMap<>(
            Map.of(
                "reference",
                mark + " " + name,
                "currency",
                "CZK",
                "entries",
                List.of(
                    Map.of("account", "ref:" + reference, "amount", amount),
                    Map.of(
                        "account",
                        "system:world",
                        "amount",
                        new BigDecimal(amount).negate().toPlainString()))));
    if (effective != null) {
      transaction.put("effective_at", effective);
    }
    String status =
        administrator
            .post("/v1/admin/transactions/batch", Map.of("transactions", List.of(transaction)))
            .expect(200)
            .text();
    assertThat(status).contains("completed");
  }
}
