package io.regulars.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A purchase history in the format of {@code CDNOW_master.txt}: a header, then one line per
 * purchase with customer, date, number of CDs and dollars, separated by blanks.
 *
 * @param purchases in order of date, then of the file
 * @param malformed the lines that could not be read, in order of the file
 */
public record CdnowFile(List<Purchase> purchases, List<MalformedLine> malformed) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String BUNDLED = "cdnow/CDNOW_master.txt";

  /** Copies the lists. */
  public CdnowFile {
    purchases = List.copyOf(purchases);
    malformed = List.copyOf(malformed);
  }

  /**
   * A line that was left out.
   *
   * @param line its number in the file, the header being line 1
   * @param reason what is wrong with it
   */
  public record MalformedLine(int line, String reason) {}

  /** The history that comes with the quickstart, see the README beside it. */
  public static CdnowFile bundled() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CdnowFile.class.getResourceAsStream(BUNDLED), BUNDLED)) {
      return read(in);
    }
  }

  /** The history in a file of the host's. */
  public static CdnowFile read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    }
  }

  /**
   * Reads to the end; a byte order mark and blank lines mean nothing, lines that cannot be read are
   * set aside.
   */
  static CdnowFile read(InputStream in) throws IOException {
    List<Purchase> purchases = new ArrayList<>();
    List<MalformedLine> malformed = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      try {
        if (number == 1) {
          LineParser.requireHeader(line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
        } else if (!line.isBlank()) {
          purchases.add(LineParser.parse(number, line));
        }
      } catch (LineParser.MalformedLineException e) {
        malformed.add(new MalformedLine(number, e.reason()));
      }
    }
    purchases.sort(Comparator.comparing(Purchase::date));
    return new CdnowFile(purchases, malformed);
  }

  /** The first {@code limit} purchases, or all if there are fewer. */
  public List<Purchase> first(int limit) {
    return purchases.subList(0, Math.min(limit, purchases.size()));
  }

  /** The purchases after the first {@code limit}. */
  public List<Purchase> after(int limit) {
    return purchases.subList(Math.min(limit, purchases.size()), purchases.size());
  }
}
