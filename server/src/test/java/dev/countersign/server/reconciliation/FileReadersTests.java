package dev.countersign.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.prowidesoftware.swift.model.field.Field20;
import com.prowidesoftware.swift.model.field.Field25;
import com.prowidesoftware.swift.model.field.Field28C;
import com.prowidesoftware.swift.model.field.Field60F;
import com.prowidesoftware.swift.model.field.Field61;
import com.prowidesoftware.swift.model.field.Field62F;
import com.prowidesoftware.swift.model.field.Field86;
import com.prowidesoftware.swift.model.mt.mt9xx.MT940;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import dev.countersign.server.testing.Camt053Schema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of accounts outside, good and bad. */
class FileReadersTests {
  private static final Asset EUR = new Asset("EUR", 2);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final String CAMT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
       <BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-22T04:00:00+01:00</CreDtTm></GrpHdr>
       <Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">9.50</Amt>
         <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>
        <Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
         <BookgDt><Dt>2026-11-21</Dt></BookgDt><AcctSvcrRef>BANK-1</AcctSvcrRef>
         <BkTxCd><Prtry><Cd>166</Cd></Prtry></BkTxCd>
         <NtryDtls><TxDtls><Refs><EndToEndId>INV-1</EndToEndId></Refs>
          <RltdPties><Dbtr><Pty><Nm>Žofie</Nm></Pty></Dbtr></RltdPties>
          <RmtInf><Ustrd>thank you</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        <Ntry><NtryRef>7</NtryRef><Amt Ccy="EUR">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
         <Sts><Cd>BOOK</Cd></Sts><ValDt><DtTm>2026-11-21T10:00:00Z</DtTm></ValDt>
         <BkTxCd><Prtry><Cd>808</Cd></Prtry></BkTxCd></Ntry>
        <Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
         <BkTxCd><Prtry><Cd>166</Cd></Prtry></BkTxCd></Ntry>
       </Stmt></BkToCstmrStmt>
      </Document>
      """;

  @Test
  void readsTheMt940ThatAnotherProgramWrote() {
    MT940 message = new MT940("AAAABEBBXXX", "CCCCDEBBXXX");
    message.append(new Field20("STMT-1"));
    message.append(new Field25("DE89370400440532013000"));
    message.append(new Field28C("1/1"));
    message.append(new Field60F("C261120EUR1000,00"));
    message.append(new Field61("2611211121CR12,50NTRFINV-1//BANK-1\r\nsupplementary"));
    message.append(new Field86("Žofie\r\nthank you"));
    message.append(new Field61("2611211121D3,NCHGNONREF//BANK-2"));
    message.append(new Field61("2611211121RC0,50NTRFINV-0"));
    message.append(new Field62F("C261121EUR1009,00"));

    OutsideStatement read = Mt940Reader.read(message.message(), EUR);

    assertThat(read.lines())
        .containsExactly(
            new Line(1, DAY, 1250, "INV-1", null, "supplementary Žofie thank you"),
            new Line(2, DAY, -300, "BANK-2", null, null),
            new Line(3, DAY, -50, "INV-0", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":60F:C261120EUR1,00;:61:nonsense;:62F:C261121EUR1,00 | line 2: 61",
        ":60F:C261120EUR1,00;:61:2611991121C1,00NTRFA;:62F:C261121EUR2,00 | line 2: 61",
        ":60F:C261120EUR1,00;:61:2611211121C1,001NTRFA;:62F:C261121EUR2,00 | line 2: 61",
        ":60F:C261120EUR1,00;:61:2611211121C1,00NTRFA;:62F:C261121EUR9,00 | line 3: 62F",
        ":60F:C261120USD1,00;:62F:C261121USD1,00 | line 1: 60F",
        ":61:2611211121C1,00NTRFA | line 1: 61",
        "hello | line 1: tag",
        ":20:X | line 1: 60F",
      })
  void namesTheLineAndFieldOfABadMt940(String text, String field) {
    assertThatThrownBy(() -> Mt940Reader.read(text.replace(";", "\r\n"), EUR))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.errors().getFirst().field()).isEqualTo(field));
  }

  @Test
  void readsCamt053AndLeavesOutWhatIsNotBooked() throws Exception {
    Camt053Schema.validate(CAMT.getBytes(StandardCharsets.UTF_8));
    assertThat(camt(CAMT).lines())
        .containsExactly(
            new Line(1, DAY, 1250, "INV-1", "Žofie", "thank you"),
            new Line(2, DAY, -300, "7", null, null));
  }

  // Version 02 has the status as text and names without a Pty; not every bank keeps to the order.
  @Test
  void readsOlderVersionsAndLooserFiles() {
    String older =
        CAMT.replace("camt.053.001.08", "camt.053.001.02")
            .replaceAll("<Sts><Cd>(\\w+)</Cd></Sts>", "<Sts>$1</Sts>")
            .replaceAll("</?Pty>", "")
            .replaceAll("<GrpHdr>.*</GrpHdr>", "")
            .replaceAll("<NtryRef>7</NtryRef>(.*)", "$1<NtryRef>7</NtryRef>");
    assertThat(camt(older).lines()).isEqualTo(camt(CAMT).lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.50|12,50|line 7: Amt",
        "EUR\">12.50</Amt><CdtDbtInd>CRDT|EUR\">12.50</Amt><CdtDbtInd>IN|line 7: CdtDbtInd",
        "Ccy=\"EUR\"|Ccy=\"USD\"|line 7: Amt",
        "2026-11-21</Dt>|2026-13-21</Dt>|line 8: Dt",
        "camt.053.001.08|pain.001.001.09|line 2: Document",
        "<Amt Ccy=\"EUR\">12.50</Amt>||line 7: Ntry",
        "</Document>||line 20: document",
      })
  void namesTheLineAndElementOfABadCamt053(String good, String bad, String field) {
    String broken = CAMT.replace(good, bad == null ? "" : bad);
    assertThatThrownBy(() -> camt(broken))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.errors().getFirst().field()).isEqualTo(field));
  }

  @Test
  void resolvesNoEntityAndReadsNoFileOfTheMachine() {
    String external =
        CAMT.replace(
                "<Document",
                "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Document")
            .replace("thank you", "&x;");
    assertThatThrownBy(() -> camt(external)).isInstanceOf(ProblemException.class);
  }

  @Test
  void doesNotLaughABillionTimes() {
    StringBuilder entities = new StringBuilder("<!ENTITY a0 \"ha\">");
    for (int depth = 1; depth < 30; depth++) {
      entities.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(depth, depth - 1, depth - 1));
    }
    String laughs =
        CAMT.replace("<Document", "<!DOCTYPE Document [" + entities + "]><Document")
            .replace("thank you", "&a29;");
    assertThatThrownBy(() -> camt(laughs)).isInstanceOf(ProblemException.class);
  }

  @Test
  void readsCsvByItsDeclaredColumns() {
    byte[] file =
        "Datum;Částka;Popis;VS\r\n21.11.2026;1 234,50;\"Děkuji; moc\";INV-1\r\n20.11.2026;-3,00;;\r\n"
            .getBytes(Charset.forName("windows-1250"));

    OutsideStatement read = CsvReader.read(file, mapping(Charset.forName("windows-1250")), EUR);

    assertThat(read.lines())
        .containsExactly(
            new Line(1, DAY, 123_450, "INV-1", null, "Děkuji; moc"),
            new Line(2, DAY.minusDays(1), -300, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Datum;Cena;Popis;VS|line 1: Částka",
        "Datum;Částka;Popis;VS~21.11.2026;1,00;;~31.11.2026;1,00;;|line 3: Datum",
        "Datum;Částka;Popis;VS~21.11.2026;eins;;|line 2: Částka",
        "Datum;Částka;Popis;VS~21.11.2026;0,00;;|line 2: Částka",
        "Datum;Částka;Popis;VS~21.11.2026;1,00|line 2: row",
        "Datum;Částka;Popis;VS~21.11.2026;1,00;\"open;|line 2: row",
      })
  void namesTheLineAndColumnOfABadCsv(String text, String field) {
    byte[] file = text.replace("~", "\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CsvReader.read(file, mapping(StandardCharsets.UTF_8), EUR))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.errors().getFirst().field()).isEqualTo(field));
  }

  @Test
  void refusesBytesOfAnotherCharacterSet() {
    byte[] file = "Datum;Částka;Popis;VS\r\n".getBytes(Charset.forName("windows-1250"));
    assertThatThrownBy(() -> CsvReader.read(file, mapping(StandardCharsets.UTF_8), EUR))
        .isInstanceOf(ProblemException.class);
  }

  private static CsvMapping mapping(Charset charset) {
    return new CsvMapping(
        "Datum",
        "Částka",
        "VS",
        null,
        "Popis",
        DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT),
        ';',
        ',',
        charset);
  }

  private static OutsideStatement camt(String text) {
    return CamtReader.read(text.getBytes(StandardCharsets.UTF_8), EUR);
  }
}
