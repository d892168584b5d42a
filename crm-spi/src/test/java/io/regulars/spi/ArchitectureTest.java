package io.regulars.spi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * What the vocabulary may know: the JDK without SQL, money, constraints, null marks, and itself.
 */
@AnalyzeClasses(packages = "io.regulars.spi", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule knows_nothing_but_jdk_money_and_constraints =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.regulars.spi..",
              "org.joda.money..",
              "jakarta.validation..",
              "org.jspecify.annotations..",
              "org.immutables.value..");

  @ArchTest
  static final ArchRule signatures_are_free_of_sql_and_io =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "java.io..", "java.nio..", "java.net..");

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
