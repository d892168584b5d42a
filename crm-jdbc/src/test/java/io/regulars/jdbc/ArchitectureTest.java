package io.regulars.jdbc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

@AnalyzeClasses(packages = "io.regulars.jdbc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule it_needs_the_jdk_the_vocabulary_and_little_else =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.sql..",
              "io.regulars.spi..",
              "io.regulars.jdbc..",
              "org.joda.money..",
              "org.jspecify.annotations..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule codecs_know_no_database =
      noClasses()
          .that()
          .resideInAPackage("io.regulars.jdbc.internal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.regulars.jdbc");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("io.regulars.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule three_types_with_what_they_hold_are_all_there_is_to_know =
      classes()
          .that()
          .resideInAPackage("io.regulars.jdbc")
          .and()
          .arePublic()
          .should(ArchCondition.from(describe("be known", ArchitectureTest::isKnown)));

  @ArchTest
  static final ArchRule public_methods_show_nothing_internal =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.regulars.jdbc")
          .and()
          .arePublic()
          .and(describe("are of public types", ArchitectureTest::isOfPublicType))
          .should()
          .notHaveRawReturnType(describe("internal", ArchitectureTest::isInternal))
          .andShould()
          .notHaveRawParameterTypes(
              describe("internal", types -> types.stream().anyMatch(ArchitectureTest::isInternal)));

  @ArchTest
  static final ArchRule nothing_static_changes = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule nobody_asks_the_time =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  private static boolean isOfPublicType(JavaMethod method) {
    return method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isKnown(JavaClass type) {
    return type.isEquivalentTo(JdbcStorage.class)
        || type.isEquivalentTo(JdbcStorage.Builder.class)
        || type.isEquivalentTo(SchemaMode.class)
        || type.isEquivalentTo(Dialect.class)
        || type.isEquivalentTo(Dialect.Failure.class);
  }

  private static boolean isInternal(JavaClass type) {
    return (type.getPackageName() + ".").contains(".internal.");
  }
}
