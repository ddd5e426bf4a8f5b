package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads camt.053 of any version as it streams by. A document that declares a type is refused before
 * anything of it is looked at, so that no entity is ever resolved.
 */
final class CamtReader {
  private static final Pattern NAMESPACE =
      Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.053\\.001\\.[0-9]{2}");
  private static final int DEPTH_MAX = 32;
  private static final int TEXT_MAX = 2_000;
  private static final String ENTRY = "Document/BkToCstmrStmt/Stmt/Ntry";
  private static final String DETAILS = ENTRY + "/NtryDtls/TxDtls";

  private final Asset asset;
  private final XMLStreamReader xml;
  private final List<Line> lines = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable CamtEntry entry;
  private boolean any;

  private CamtReader(XMLStreamReader xml, Asset asset) {
    this.xml = xml;
    this.asset = asset;
  }

  static OutsideStatement read(byte[] file, Asset asset) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      return new CamtReader(factory.createXMLStreamReader(new ByteArrayInputStream(file)), asset)
          .read();
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
      throw UnreadableFile.at(line, "document", "This is no well-formed XML.");
    }
  }

  private OutsideStatement read() throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw UnreadableFile.at(line(), "document", "A document type is not read here.");
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
        case XMLStreamConstants.END_ELEMENT -> end();
        default -> {}
      }
    }
    if (!any) {
      throw UnreadableFile.at(1, "Stmt", "There is no statement in this.");
    }
    return new OutsideStatement(lines);
  }

  private void start() {
    if (path.isEmpty()
        && !(xml.getLocalName().equals("Document")
            && NAMESPACE.matcher(String.valueOf(xml.getNamespaceURI())).matches())) {
      throw UnreadableFile.at(line(), "Document", "This is no camt.053.");
    }
    if (path.size() == DEPTH_MAX) {
      throw UnreadableFile.at(line(), "document", "Elements lie too deep in one another.");
    }
    path.addLast(xml.getLocalName());
    text.setLength(0);
    String where = String.join("/", path);
    any |= where.equals("Document/BkToCstmrStmt/Stmt");
    if (where.equals(ENTRY)) {
      if (lines.size() == OutsideStatement.LINES_MAX) {
        throw UnreadableFile.at(line(), "Ntry", "Send at most so many: " + lines.size() + ".");
      }
      entry = new CamtEntry(line());
    }
    if (entry != null && where.equals(ENTRY + "/Amt")) {
      LineAmounts.requireCurrency(
          line(), "Amt", String.valueOf(xml.getAttributeValue(null, "Ccy")), asset);
    }
  }

  private void characters() {
    if (text.length() + xml.getTextLength() > TEXT_MAX) {
      throw UnreadableFile.at(line(), last(), "This text is too long.");
    }
    text.append(xml.getText());
  }

  private void end() {
    String where = String.join("/", path);
    CamtEntry current = entry;
    if (current != null) {
      value(current, where, text.toString().strip());
    }
    if (where.equals(ENTRY) && current != null) {
      current.line(lines.size() + 1).ifPresent(lines::add);
      entry = null;
    }
    path.removeLast();
    text.setLength(0);
  }

  private void value(CamtEntry current, String where, String value) {
    switch (where) {
      case ENTRY + "/Amt" -> current.amount = LineAmounts.minor(line(), "Amt", value, asset);
      case ENTRY + "/CdtDbtInd" -> current.debit = isDebit(value);
      case ENTRY + "/Sts", ENTRY + "/Sts/Cd" -> current.status(value);
      case ENTRY + "/BookgDt/Dt", ENTRY + "/BookgDt/DtTm" -> current.booked = date(value);
      case ENTRY + "/ValDt/Dt", ENTRY + "/ValDt/DtTm" -> current.valued = date(value);
      case ENTRY + "/AcctSvcrRef" -> current.servicerReference = kept(value);
      case ENTRY + "/NtryRef" -> current.entryReference = kept(value);
      case ENTRY + "/AddtlNtryInf" -> current.tell(value);
      case DETAILS + "/Refs/EndToEndId" -> current.endToEnd(kept(value));
      case DETAILS + "/RmtInf/Ustrd" -> current.tell(value);
      case DETAILS + "/RmtInf/Strd/CdtrRefInf/Ref" -> current.endToEnd(kept(value));
      case DETAILS + "/RltdPties/Dbtr/Nm", DETAILS + "/RltdPties/Dbtr/Pty/Nm" ->
          current.debtor = kept(value);
      case DETAILS + "/RltdPties/Cdtr/Nm", DETAILS + "/RltdPties/Cdtr/Pty/Nm" ->
          current.creditor = kept(value);
      default -> {}
    }
  }

  private boolean isDebit(String value) {
    return switch (value) {
      case "DBIT" -> true;
      case "CRDT" -> false;
      default -> throw UnreadableFile.at(line(), "CdtDbtInd", "It is CRDT or DBIT.");
    };
  }

  private LocalDate date(String value) {
    try {
      return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
    } catch (DateTimeException e) {
      throw UnreadableFile.at(line(), last(), "There is no such day.");
    }
  }

  private @Nullable String kept(String value) {
    return FileText.kept(line(), last(), value);
  }

  private String last() {
    return path.isEmpty() ? "document" : path.getLast();
  }

  private int line() {
    return Math.max(1, xml.getLocation().getLineNumber());
  }
}
