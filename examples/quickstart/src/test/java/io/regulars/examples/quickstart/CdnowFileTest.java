package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.examples.quickstart.CdnowFile.MalformedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a history, and what is said of lines that cannot be. */
final class CdnowFileTest {

  private static final String HEADER = " customer_id  date number_of_cds  dollar_value\r\n";

  @Test
  void bundledHistoryIsComplete() throws IOException {
    CdnowFile file = CdnowFile.bundled();

    assertAll(
        () -> assertEquals(List.of(), file.malformed()),
        () -> assertEquals(69_659, file.purchases().size()),
        () ->
            assertEquals(
                23_570, file.purchases().stream().map(Purchase::customer).distinct().count()),
        () -> assertEquals(167_881, file.purchases().stream().mapToInt(Purchase::cds).sum()),
        () ->
            assertEquals(
                80, file.purchases().stream().filter(purchase -> purchase.paid().isZero()).count()),
        () ->
            assertEquals(
                Money.parse("USD 2500315.63"),
                Money.total(file.purchases().stream().map(Purchase::paid).toList())));
  }

  @Test
  void lineBecomesPurchaseAtNoon() throws IOException {
    Purchase purchase = read(" 00001 19970101  2   11.77\r\n").purchases().get(0);

    assertEquals(
        new Purchase(2, "00001", LocalDate.of(1997, 1, 1), 2, Money.parse("USD 11.77")), purchase);
    assertEquals(Instant.parse("1997-01-01T12:00:00Z"), purchase.at());
  }

  @Test
  void byteOrderMarkMeansNothing() throws IOException {
    CdnowFile file = CdnowFile.read(stream("\uFEFF" + HEADER + "00001 19970101 2 11.77\n"));

    assertEquals(List.of(), file.malformed());
    assertEquals(1, file.purchases().size());
  }

  @Test
  void purchasesAreInOrderOfDateThenOfFile() throws IOException {
    CdnowFile file =
        read(
            "00001 19970102 1 1\n\n00001 19970101 1 2.5\n00002 19970101 1 3.00\n00003 19970101 1 4");

    assertEquals(List.of(4, 5, 6, 2), file.purchases().stream().map(Purchase::line).toList());
    assertEquals(List.of(4, 5), file.first(2).stream().map(Purchase::line).toList());
    assertEquals(file.purchases(), file.first(5));
    assertEquals(List.of(6, 2), file.after(2).stream().map(Purchase::line).toList());
    assertEquals(List.of(), file.after(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00001 19970230 1 11.77          | date \"19970230\" is not a day",
        "00001 1997011 1 11.77           | date \"1997011\" is not a day",
        "00001 19970101Z 1 11.77         | date \"19970101Z\" is not a day",
        "00001 19980701 1 11.77          | is not before the report of 1998-07-01",
        "00001 18991231 1 11.77          | date \"18991231\" is before 1900-01-01",
        "00001 00000101 1 11.77          | date \"00000101\" is before 1900-01-01",
        "00001 19970101 1 -11.77         | dollars \"-11.77\" are negative",
        "00001 19970101 1 11.775         | have more than two decimals",
        "00001 19970101 1 11.770         | have more than two decimals",
        "00001 19970101 1 abc            | dollars \"abc\" are not a number",
        "00001 19970101 1 1e3            | dollars \"1e3\" are not a number",
        "00001 19970101 1 NaN            | dollars \"NaN\" are not a number",
        "00001 19970101 1 99999999999.00 | dollars \"99999999999.00\" are not a number",
        "00001 19970101 one 11.77        | number of CDs \"one\"",
        "00001 19970101 0 11.77          | number of CDs \"0\"",
        "00001 19970101 -1 11.77         | number of CDs \"-1\"",
        "00001 19970101 9999999999 11.77 | number of CDs \"9999999999\"",
        "00001 19970101 1                | has 3 columns",
        "00001 19970101 1 11.77 more     | has 5 columns",
        "no/1 19970101 1 11.77           | customer \"no/1\"",
      })
  void malformedLineIsSetAsideWithItsReason(String line, String reason) throws IOException {
    CdnowFile file = read("00007 19970103 1 1.00\n" + line + "\n00008 19970104 1 1.00\n");

    assertEquals(List.of(2, 4), file.purchases().stream().map(Purchase::line).toList());
    MalformedLine malformed = file.malformed().get(0);
    assertEquals(3, malformed.line());
    assertTrue(malformed.reason().contains(reason), malformed.reason());
  }

  @Test
  void fileWithoutHeaderIsNotReadAsIfItHadOne() throws IOException {
    CdnowFile file = CdnowFile.read(stream("00001 19970101 1 11.77\n00002 19970101 1 11.77\n"));

    assertEquals(
        List.of(new MalformedLine(1, "is not the header, which begins with customer_id")),
        file.malformed());
    assertEquals(1, file.purchases().size());
  }

  private static CdnowFile read(String lines) throws IOException {
    return CdnowFile.read(stream(HEADER + lines));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
