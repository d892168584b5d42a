package io.regulars.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under headings, the first column flush left, the others flush right. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** With headings. */
  Table(List<String> headings) {
    rows.add(List.copyOf(headings));
  }

  /** Adds a row with a cell for each heading. */
  Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + rows.get(0).size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Adds a line of text below the table. */
  Table note(String text) {
    notes.add(text);
    return this;
  }

  /** The table as Markdown, aligned. */
  String print() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), ' ')).append('\n');
      if (i == 0) {
        text.append(line(rows.get(0).stream().map(heading -> "").toList(), '-')).append('\n');
      }
    }
    notes.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private String line(List<String> cells, char filler) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = String.valueOf(filler).repeat(width(column) - cell.length());
      line.append(filler)
          .append(column == 0 ? cell + padding : padding + cell)
          .append(filler)
          .append('|');
    }
    return line.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
