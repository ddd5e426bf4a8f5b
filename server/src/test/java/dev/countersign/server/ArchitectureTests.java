package dev.countersign.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.annotation.Validated;

// Once for all rules, and not longer: the classes take a great deal of the tests' memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTests {
  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.countersign");

  private static final String[] MONEY = {
    "dev.countersign.api..",
    "dev.countersign.server.ledger..",
    "dev.countersign.server.payments..",
    "dev.countersign.server.platform.money.."
  };
  private static final List<String> FLOATING = List.of("float", "double", "Float", "Double");

  @Test
  void keepsSpringOutOfTheLedgersRules() {
    noClasses()
        .that()
        .resideInAPackage("dev.countersign.server.ledger..")
        .and(
            DescribedPredicate.not(
                simpleNameStartingWith("Jdbc")
                    .or(simpleNameEndingWith("Configuration"))
                    .or(simpleNameEndingWith("Properties"))
                    .or(simpleNameEndingWith("Lifecycle"))
                    .or(simpleNameEndingWith("package-info"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .because(
            "a seeded simulation runs the rules of money in memory; only their store and their wiring"
                + " know Spring")
        .check(product);
  }

  @Test
  void keepsTheProofModuleToTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.countersign.proof..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.countersign.proof..", "java..", "javax..", "org.jspecify..")
        .because("whoever checks our proofs offline should have nothing else to trust")
        .check(product);
  }

  @Test
  void keepsFloatingPointAwayFromMoney() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(MONEY)
        .should()
        .haveRawType(floating())
        .because("a float cannot hold a cent exactly")
        .check(product);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(MONEY)
        .should()
        .haveRawReturnType(floating())
        .orShould(takeFloating())
        .because("a float cannot hold a cent exactly")
        .check(product);
  }

  @Test
  void keepsSqlInTheStoresOfTheFeatures() {
    noClasses()
        .that(
            DescribedPredicate.not(
                anyEnclosing(simpleNameStartingWith("Jdbc"))
                    .or(resideInAPackage("dev.countersign.server.platform.store.."))
                    .or(resideInAPackage("dev.countersign.postgres.."))
                    .or(resideInAPackage("dev.countersign.testsupport.."))))
        .should()
        .callMethodWhere(target(ownedByDatabaseAccess()))
        .because("whoever looks for the SQL that touches a table finds it in a class named Jdbc…")
        .check(product);
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Jdbc")
        .should()
        .bePublic()
        .because("a feature owns its tables; others ask the feature")
        .check(product);
  }

  @Test
  void keepsCachesAwayFromWhatMovesMoney() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.countersign.server.ledger..",
            "dev.countersign.server.mandates..",
            "dev.countersign.server.spending..",
            "dev.countersign.server.countersigning..",
            "dev.countersign.server.schedules..",
            "dev.countersign.server.requests..")
        .or(
            resideInAPackage("dev.countersign.server.payments..")
                .and(
                    DescribedPredicate.not(anyEnclosing(simpleNameStartingWith("AccountHolders")))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.countersign.server.platform.cache..")
        .because("a debit is judged by the store, never by what somebody remembers of it")
        .check(product);
  }

  @Test
  void keepsBeansFreeOfAdvice() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Repository.class, Transactional.class, Async.class, Validated.class)
        .because(
            "they work through proxies around beans, of which there are none: see what Main excludes")
        .check(product);
  }

  @Test
  void keepsControllersToThemselves() {
    noClasses()
        .that()
        .areMetaAnnotatedWith(Controller.class)
        .should()
        .bePublic()
        .because("nobody but the dispatcher calls a controller")
        .allowEmptyShould(true)
        .check(product);
  }

  @Test
  void keepsStandardOutputForCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.countersign.server..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .callMethodWhere(target(ownedBy(IO.class)))
        .because("the service speaks through its log; commands write where they are told")
        .check(product);
  }

  @Test
  void takesTimeAndChanceAsParameters() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.countersign.server..", "dev.countersign.proof..")
        .and()
        .resideOutsideOfPackage("dev.countersign.server.platform.request..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .because(
            "tests set the clock and the seed; only the identifier of a request, which nothing is"
                + " decided by, may come from anywhere")
        .check(product);
  }

  @Test
  void injectsThroughConstructors() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .because("what a class needs is said by its constructor")
        .check(product);
  }

  private static DescribedPredicate<JavaClass> floating() {
    return describe("floating point", type -> FLOATING.contains(type.getSimpleName()));
  }

  private static com.tngtech.archunit.lang.ArchCondition<JavaCodeUnit> takeFloating() {
    return com.tngtech.archunit.lang.ArchCondition.from(
        describe(
            "take floating point",
            method -> method.getRawParameterTypes().stream().anyMatch(floating())));
  }

  private static DescribedPredicate<AccessTarget> ownedByDatabaseAccess() {
    return describe(
        "is owned by database access",
        call ->
            call.getOwner().getFullName().startsWith("org.springframework.jdbc.core.")
                || List.of(Connection.class, Statement.class, ResultSet.class, DataSource.class)
                    .stream()
                    .anyMatch(type -> call.getOwner().isAssignableTo(type)));
  }

  private static DescribedPredicate<AccessTarget> ownedBy(Class<?> type) {
    return describe("is owned by " + type, call -> call.getOwner().isEquivalentTo(type));
  }

  private static DescribedPredicate<JavaClass> anyEnclosing(
      DescribedPredicate<JavaClass> predicate) {
    return describe(
        "is or is within a class with " + predicate.getDescription(),
        type ->
            predicate.test(type)
                || type.getEnclosingClass()
                    .map(outer -> anyEnclosing(predicate).test(outer))
                    .orElse(false));
  }
}
