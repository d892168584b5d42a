package io.regulars;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.regulars.engine.Advance;
import io.regulars.engine.FileDraft;
import io.regulars.engine.MessageRule;
import io.regulars.engine.Plan;
import io.regulars.engine.TimeRule;
import io.regulars.spi.storage.Storage;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/** What holds the core together, and what must never be. */
@AnalyzeClasses(packages = "io.regulars", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String[] FEATURES = {
    "io.regulars.customer",
    "io.regulars.visit",
    "io.regulars.ledger",
    "io.regulars.points",
    "io.regulars.storedvalue",
    "io.regulars.course",
    "io.regulars.coupon",
    "io.regulars.benefit",
    "io.regulars.liability",
    "io.regulars.casebook",
    "io.regulars.referral",
    "io.regulars.preset",
    "io.regulars.tier",
    "io.regulars.lifecycle",
    "io.regulars.care",
    "io.regulars.notify"
  };

  /** Everything in a part of the business but its service, whatever it is called. */
  private static final DescribedPredicate<JavaClass> PURE =
      JavaClass.Predicates.resideInAnyPackage(FEATURES)
          .and(not(belongTo(simpleNameEndingWith("Service"))))
          .or(JavaClass.Predicates.resideInAPackage("io.regulars.worktime"))
          .or(JavaClass.Predicates.assignableTo(TimeRule.class))
          .or(JavaClass.Predicates.assignableTo(MessageRule.class))
          .or(JavaClass.Predicates.assignableTo(Plan.class))
          .or(JavaClass.Predicates.type(Advance.class))
          .or(JavaClass.Predicates.type(FileDraft.class))
          .as("rules, plans and what they work on");

  private static final DescribedPredicate<JavaClass> IMPURE =
      JavaClass.Predicates.assignableTo(Clock.class)
          .or(JavaClass.Predicates.assignableTo(RandomGenerator.class))
          .or(JavaClass.Predicates.assignableTo(Storage.class))
          .or(JavaClass.Predicates.assignableTo(Logger.class));

  @ArchTest
  static final ArchRule rules_are_free_of_io_clocks_loggers_and_chance =
      noClasses()
          .that(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio..",
              "java.net..",
              "java.sql..",
              "javax.sql..",
              "org.slf4j..",
              "java.util.concurrent..",
              "com.github.f4b6a3..")
          .orShould()
          .dependOnClassesThat(IMPURE)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule rules_use_nothing_that_has_a_clock_a_storage_or_a_logger =
      noClasses()
          .that(PURE)
          .should()
          .dependOnClassesThat(
              describe(
                  "have a clock, a storage, a logger or chance",
                  type ->
                      type.getPackageName().startsWith("io.regulars")
                          && type.getAllFields().stream()
                              .anyMatch(field -> IMPURE.test(field.getRawType()))));

  @ArchTest
  static final ArchRule nobody_asks_the_machine_for_the_time =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "it is now() of anything in java.time",
                  call ->
                      call.getName().equals("now")
                          && call.getTargetOwner().getPackageName().startsWith("java.time")))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule rules_do_not_know_services =
      noClasses()
          .that(PURE)
          .should()
          .dependOnClassesThat(
              simpleNameEndingWith("Service")
                  .and(describe("are classes of their own", JavaClass::isTopLevelClass))
                  .as("services"));

  @ArchTest
  static final ArchRule the_engine_knows_no_part_of_the_business =
      classes()
          .that()
          .resideInAPackage("io.regulars.engine..")
          .should()
          .onlyDependOnClassesThat(
              not(
                  JavaClass.Predicates.resideInAnyPackage(FEATURES)
                      .or(JavaClass.Predicates.resideInAPackage("io.regulars"))));

  @ArchTest
  static final ArchRule working_time_knows_the_vocabulary_alone =
      classes()
          .that()
          .resideInAPackage("io.regulars.worktime")
          .should()
          .onlyDependOnClassesThat(
              JavaClass.Predicates.resideInAnyPackage(
                  "io.regulars.worktime",
                  "io.regulars.spi..",
                  "java.lang..",
                  "java.time..",
                  "java.util..",
                  "org.immutables..",
                  "org.jspecify..",
                  "javax.annotation..",
                  "com.google.errorprone.annotations.."));

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

  /** One slice per package. */
  private static final class ByPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
