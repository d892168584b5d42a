package io.regulars.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidCommandException.Violation;
import io.regulars.spi.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Reads telephone numbers as people write them, by libphonenumber's rules of each region. */
final class PhoneNumbers {

  private PhoneNumbers() {}

  /**
   * The number in E.164.
   *
   * @param region of numbers written without a country code, ISO 3166-1 alpha-2
   * @throws InvalidCommandException at {@code field} if no telephone has such a number; the message
   *     does not repeat it
   */
  static PhoneNumber parse(String field, String typed, String region) {
    return tryParse(typed, region)
        .orElseThrow(
            () ->
                new InvalidCommandException(
                    List.of(
                        new Violation(
                            field,
                            "is not a telephone number of region "
                                + region
                                + " ("
                                + typed.chars().filter(Character::isDigit).count()
                                + " digits); write other countries' numbers with + and the"
                                + " country code"))));
  }

  /** The number in E.164, if a telephone may have it. */
  static Optional<PhoneNumber> tryParse(String typed, String region) {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = util.parse(typed, region);
      return util.isValidNumber(number)
          ? Optional.of(PhoneNumber.of(util.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
