package io.regulars.spi;

/** Shape checks shared by the ids and codes of the vocabulary. */
public final class Shapes {

  private Shapes() {}

  /**
   * Returns {@code value} if it is a usable code: 1 to {@code max} characters, not padded with
   * blanks, without control characters.
   *
   * @throws IllegalArgumentException naming {@code what}, the length found and the length allowed
   */
  public static String code(String what, String value, int max) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is blank; give 1 to " + max + " characters");
    }
    if (value.length() > max) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters; at most " + max + " are kept");
    }
    if (Character.isWhitespace(value.charAt(0))
        || Character.isWhitespace(value.charAt(value.length() - 1))
        || hasControl(value)) {
      throw new IllegalArgumentException(
          what + " has blanks at an end or control characters; strip them first");
    }
    return value;
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Throws {@link IllegalArgumentException} with {@code message} unless {@code holds}. */
  public static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
