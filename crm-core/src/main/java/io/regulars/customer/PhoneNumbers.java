package io.regulars.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.regulars.spi.PhoneNumber;
import java.util.Optional;

/** Reads telephone numbers as people write them, by libphonenumber's rules of each region. */
final class PhoneNumbers {

  private PhoneNumbers() {}

  /**
   * The number in E.164, if a telephone may have it.
   *
   * @param region of numbers written without a country code, ISO 3166-1 alpha-2
   */
  static Optional<PhoneNumber> parse(String typed, String region) {
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
