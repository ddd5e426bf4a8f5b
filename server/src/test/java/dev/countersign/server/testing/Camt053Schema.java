package dev.countersign.server.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/**
 * The schema of camt.053.001.08 (BankToCustomerStatementV08) as ISO 20022 publishes it, byte for
 * byte.
 *
 * <p>camt.052 and camt.053 of one version are the same message under other names: a report may
 * leave the balances out, a statement may not. HBCI4Java brings the schema of camt.052, so that of
 * camt.053 is made of it; that it is the published one is known by its digest.
 */
public final class Camt053Schema {
  private static final String REPORT = "/camt.052.001.08.xsd";
  private static final String DIGEST =
      "338e9cb0c9989b5181802a7b773eece070d6815fc9d6483ac0579117bc24ccba";
  private static final String TYPE_ENDS = "</xs:complexType>\r\n";
  private static final Schema SCHEMA = schema();

  private Camt053Schema() {}

  /** Fails, and says where, unless this is valid. */
  public static void validate(byte[] document) throws SAXException, IOException {
    Validator validator = SCHEMA.newValidator();
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    validator.validate(new StreamSource(new ByteArrayInputStream(document)));
  }

  private static Schema schema() {
    try (InputStream in =
        Objects.requireNonNull(Camt053Schema.class.getResourceAsStream(REPORT), REPORT)) {
      byte[] schema =
          statement(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(schema);
      if (!HexFormat.of().formatHex(digest).equals(DIGEST)) {
        throw new IllegalStateException("This is not the schema that was published.");
      }
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(new ByteArrayInputStream(schema)));
    } catch (IOException | GeneralSecurityException | SAXException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String statement(String report) {
    String named =
        report
            .replace("camt.052.001.08", "camt.053.001.08")
            .replace("BankToCustomerAccountReportV08", "BankToCustomerStatementV08")
            .replace("BkToCstmrAcctRpt", "BkToCstmrStmt")
            .replace("\"Rpt\"", "\"Stmt\"")
            .replace("RptPgntn", "StmtPgntn")
            .replace("AddtlRptInf", "AddtlStmtInf")
            .replace("AccountReport25", "AccountStatement9")
            .replace("minOccurs=\"0\" name=\"Bal\"", "minOccurs=\"1\" name=\"Bal\"");
    // Types stand in the order of their names.
    String moved = type(named, "AccountStatement9");
    String before = type(named, "AccountSchemeName1Choice");
    return named.replace(moved, "").replace(before, before + moved);
  }

  private static String type(String schema, String name) {
    int from = schema.indexOf("    <xs:complexType name=\"" + name + "\">");
    return schema.substring(from, schema.indexOf(TYPE_ENDS, from) + TYPE_ENDS.length());
  }
}
