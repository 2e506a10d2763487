// swift-tools-version: 6.2
import PackageDescription

// One target decides (Provisioning); one says it in words (Presentation); one per outside world
// (Directories, Stores, Delivery); one wires them (navette). See ARCHITECTURE.md.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Each NAME.yaml with NAME.ldif and NAME.expected.json beside it; ShippedMappings.swift lists them as well.
let shippedMappings = ["389ds", "active-directory", "ent", "openldap"]

let package = Package(
  name: "navette",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "navette", targets: ["navette"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "Provisioning", dependencies: [crypto], swiftSettings: strict),
    .target(
      name: "Presentation", dependencies: ["Provisioning", mustache],
      resources: [.embedInCode("Templates")], swiftSettings: strict),
    .target(name: "Directories", dependencies: ["Provisioning", "CLDAP", "CGSSAPI", "CResolv"], swiftSettings: strict),
    .target(
      name: "Stores", dependencies: ["Provisioning", grdb, sqlite, "CPostgres"],
      resources: [.embedInCode("Schema"), .embedInCode("PostgreSQL/SQL")], swiftSettings: strict),
    .target(name: "Delivery", dependencies: ["Provisioning", "CCurl"], swiftSettings: strict),
    .target(
      name: "ShippedMappings", path: "mappings",
      exclude: shippedMappings.flatMap { ["\($0).ldif", "\($0).expected.json"] },
      resources: shippedMappings.map { .embedInCode("\($0).yaml") }, swiftSettings: strict),
    .executableTarget(
      name: "navette",
      dependencies: [
        "Provisioning", "Presentation", "Directories", "Stores", "Delivery", "ShippedMappings",
        argumentParser, yams, crypto,
      ],
      swiftSettings: strict),

    .systemLibrary(name: "CLDAP", pkgConfig: "ldap", providers: [.apt(["libldap-dev"])]),
    .systemLibrary(name: "CGSSAPI", providers: [.apt(["libkrb5-dev"])]),
    .systemLibrary(name: "CResolv"),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    .target(
      name: "TestSupport", dependencies: ["Provisioning"], path: "Tests/Support",
      exclude: ["scenario_relay.py", "scripted_ldap.py", "scripted_smtp.py"], swiftSettings: strict),
    .testTarget(
      name: "ProvisioningTests", dependencies: ["Provisioning", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PresentationTests", dependencies: ["Presentation", "Provisioning", "TestSupport"],
      exclude: ["Mails/Golden", "Reports/Golden"], swiftSettings: strict),
    .testTarget(
      name: "AdapterTests",
      dependencies: ["Provisioning", "Presentation", "Directories", "Stores", "Delivery", "TestSupport", grdb],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests",
      dependencies: ["navette", "Provisioning", "Presentation", "TestSupport"],
      exclude: ["README.md", "Scenarios", "Golden"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
