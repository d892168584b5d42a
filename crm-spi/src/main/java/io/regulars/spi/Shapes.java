package io.regulars.spi;

/** Shape checks shared by the ids and codes of the vocabulary. */
public final class Shapes {

  private Shapes() {}

  /**
   * Returns {@code value} if it is a usable code: 1 to {@code max} characters, not padded with
   * blanks, without control characters.
   *
   * @throws InvalidValueException naming {@code what}, the length found and the length allowed
   */
  public static String code(String what, String value, int max) {
    if (value.isBlank()) {
      throw new InvalidValueException(what + " is blank; give 1 to " + max + " characters");
    }
    if (value.length() > max) {
      throw new InvalidValueException(
          what + " has " + value.length() + " characters; at most " + max + " are kept");
    }
    if (Character.isWhitespace(value.charAt(0))
        || Character.isWhitespace(value.charAt(value.length() - 1))
        || hasControl(value)
        || !isPlainText(value)) {
      throw new InvalidValueException(
          what + " has blanks at an end or control characters; strip them first");
    }
    return value;
  }

  /** Whether every storage can keep {@code value}: no U+0000, no unpaired surrogate. */
  public static boolean isPlainText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit == 0 || Character.isLowSurrogate(unit)) {
        return false;
      }
      if (Character.isHighSurrogate(unit)) {
        i++;
        if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Throws {@link InvalidValueException} with {@code message} unless {@code holds}. */
  public static void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidValueException(message);
    }
  }
}
