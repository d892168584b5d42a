package io.regulars.examples.quickstart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.joda.money.Money;

/** Reads one line of a purchase history, and says exactly what is wrong with it if it cannot. */
final class LineParser {

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern CUSTOMER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern DOLLARS = Pattern.compile("\\d{1,9}(\\.\\d+)?");

  /** Before this day the library lets no customer join. */
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private LineParser() {}

  /** Refuses a first line that is not the header: it may be a purchase. */
  static void requireHeader(String line) throws MalformedLineException {
    if (!line.strip().startsWith("customer_id")) {
      throw new MalformedLineException("is not the header, which begins with customer_id");
    }
  }

  /** The purchase on the line numbered {@code number}. */
  static Purchase parse(int number, String line) throws MalformedLineException {
    String[] columns = BLANKS.split(line.strip(), -1);
    if (columns.length != 4) {
      throw new MalformedLineException(
          "has " + columns.length + " columns, not customer, date, number of CDs and dollars");
    }
    return new Purchase(
        number, customer(columns[0]), date(columns[1]), count(columns[2]), dollars(columns[3]));
  }

  private static String customer(String text) throws MalformedLineException {
    if (!CUSTOMER.matcher(text).matches()) {
      throw new MalformedLineException(
          "customer \"" + text + "\" is not 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return text;
  }

  private static LocalDate date(String text) throws MalformedLineException {
    LocalDate date;
    try {
      date = LocalDate.parse(text, DATE);
    } catch (DateTimeParseException e) {
      throw new MalformedLineException("date \"" + text + "\" is not a day written as 19970131");
    }
    LocalDate report = LocalDate.ofInstant(CdnowShop.REPORT_AT, ZoneOffset.UTC);
    if (date.isBefore(EARLIEST)) {
      throw new MalformedLineException(
          "date \"" + text + "\" is before " + EARLIEST + ", when nobody was a customer yet");
    }
    if (!date.isBefore(report)) {
      throw new MalformedLineException(
          "date \"" + text + "\" is not before the report of " + report);
    }
    return date;
  }

  private static int count(String text) throws MalformedLineException {
    if (!COUNT.matcher(text).matches() || Integer.parseInt(text) == 0) {
      throw new MalformedLineException(
          "number of CDs \"" + text + "\" is not a whole number from 1 to 999999999");
    }
    return Integer.parseInt(text);
  }

  private static Money dollars(String text) throws MalformedLineException {
    if (text.startsWith("-")) {
      throw new MalformedLineException("dollars \"" + text + "\" are negative");
    }
    if (!DOLLARS.matcher(text).matches()) {
      throw new MalformedLineException(
          "dollars \"" + text + "\" are not a number from 0 to 999999999.99");
    }
    BigDecimal amount = new BigDecimal(text);
    if (amount.scale() > CdnowShop.CURRENCY.getDecimalPlaces()) {
      throw new MalformedLineException("dollars \"" + text + "\" have more than two decimals");
    }
    return Money.of(CdnowShop.CURRENCY, amount);
  }

  /** Why a line cannot be read. */
  static final class MalformedLineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedLineException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
