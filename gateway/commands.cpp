#include "gateway/commands.hpp"

#include <cstdio>
#include <functional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gateway/store/database.hpp"
#include "routing/staff.hpp"

namespace warmline {
namespace {

using Run = std::function<int()>;

CLI::Option* config_option(CLI::App* command, std::filesystem::path& file) {
  return command->add_option("--config", file, "the configuration file (TOML)")->required();
}

void add_staff_commands(CLI::App& app, std::filesystem::path& config, NewStaff& wanted, Run& run) {
  auto* staff = app.add_subcommand("staff", "the people who answer")->require_subcommand(1);

  auto* add = staff->add_subcommand("add", "add someone; the password comes from standard input");
  config_option(add, config);
  add->add_option("username", wanted.username, "what they sign in with")->required();
  add->add_option("--name", wanted.name, "what others see")->required();
  add->add_option("--role", wanted.role, "peer, coordinator or administrator")
      ->required()
      ->check(CLI::IsMember({"peer", "coordinator", "administrator"}));
  add->add_option("--language", wanted.languages, "a language they speak: en, es (may repeat)");
  add->add_option("--experience", wanted.experiences, "what they have been through (may repeat)");
  add->add_option("--capacity", wanted.capacity,
                  fmt::format("conversations at once (default {})", routing::capacity_by_default))
      ->check(CLI::Range(1, 100));
  add->callback([&] { run = [&] { return add_staff(config, wanted); }; });

  auto* list = staff->add_subcommand("list", "everyone, with role and presence");
  config_option(list, config);
  list->callback([&] { run = [&] { return list_staff(config); }; });

  auto* disable = staff->add_subcommand("disable", "sign someone out for good");
  config_option(disable, config);
  disable->add_option("username", wanted.username)->required();
  disable->callback([&] { run = [&] { return disable_staff(config, wanted.username); }; });

  auto* token = staff->add_subcommand(
      "token", "a new bearer token for programs, shown once; the old one ends");
  config_option(token, config);
  token->add_option("username", wanted.username)->required();
  token->callback([&] { run = [&] { return make_staff_token(config, wanted.username); }; });
}

struct UpkeepOptions {
  BackupOptions backup;
  RestoreOptions restore;
  bool print_key = false;
};

void add_upkeep_commands(CLI::App& app, std::filesystem::path& config, UpkeepOptions& options,
                         Run& run) {
  auto* backup = app.add_subcommand(
      "backup", "a copy of the database while the service runs, with its checksum in FILE.sha256");
  config_option(backup, config);
  backup->add_option("--to", options.backup.to, "the copy; must not be there yet")->required();
  auto* with_keys = backup->add_flag("--with-keys", options.backup.with_keys,
                                     "with texters' keys in it: such a copy remembers whoever is "
                                     "forgotten later");
  backup
      ->add_option("--keys-to", options.backup.keys_to,
                   "texters' keys in a file of their own, to be kept in another place")
      ->excludes(with_keys);
  backup->callback([&] { run = [&] { return make_backup(config, options.backup); }; });

  auto* restore = app.add_subcommand(
      "restore",
      "put a copy in place of the database, which is kept beside it; the service must be stopped. "
      "Whoever was forgotten since stays forgotten, and nothing is sent a second time");
  config_option(restore, config);
  restore->add_option("--from", options.restore.from, "the copy that backup made")->required();
  restore->add_option("--keys", options.restore.keys,
                      "what backup --keys-to wrote; without it, the keys in the copy or in the "
                      "database that is there");
  restore->add_flag("--despite-damage", options.restore.despite_damage,
                    "also a copy of which not all is whole, where there is no better one; it says "
                    "what is damaged, and that stays as it is");
  restore->callback([&] { run = [&] { return restore_backup(config, options.restore); }; });

  auto* verify = app.add_subcommand(
      "verify",
      "whether the database is whole: the file, every seal, every promise. Exit 0 only then; "
      "changes nothing, and may be run while the service runs");
  config_option(verify, config);
  verify->callback([&] { run = [&] { return verify_database(config); }; });

  auto* rekey = app.add_subcommand(
      "rekey",
      "a new master key in place of the old one; may be run while the service runs, and "
      "again where it was interrupted");
  config_option(rekey, config);
  rekey->add_flag("--print", options.print_key,
                  "print the new key: for one that comes from the environment");
  rekey->callback([&] { run = [&] { return change_master_key(config, options.print_key); }; });
}

struct PrivacyOptions {
  Whom whom;
  bool yes = false;
  std::filesystem::path to;
};

CLI::Option_group* whom_options(CLI::App* command, Whom& whom) {
  auto* group = command->add_option_group("whom");
  group->add_option("--texter", whom.codename, "their codename, as staff see it");
  group->add_option("--number", whom.number,
                    "their number; - reads it from standard input, so that no shell's history "
                    "keeps it");
  return group;
}

void add_privacy_commands(CLI::App& app, std::filesystem::path& config, PrivacyOptions& options,
                          Run& run) {
  auto* forget = app.add_subcommand(
      "forget",
      "forget a texter: what was said, their number and their key go for good; that somebody "
      "texted, and when, stays. May be run while the service runs");
  config_option(forget, config);
  whom_options(forget, options.whom)->require_option(1);
  forget->add_flag("--yes", options.yes, "without asking");
  forget->callback([&] { run = [&] { return forget_texter(config, options.whom, options.yes); }; });

  auto* data = app.add_subcommand(
      "export",
      "everything that is kept, of one texter or of everybody, readable: one JSON object a line. "
      "May be run while the service runs");
  config_option(data, config);
  whom_options(data, options.whom)->require_option(0, 1);
  data->add_option("--to", options.to,
                   "a new file, for its owner alone; without it: standard output");
  data->callback([&] { run = [&] { return export_data(config, options.whom, options.to); }; });
}

void add_demo(CLI::App& app, DemoOptions& options, Run& run) {
  auto* demo =
      app.add_subcommand("demo", "the demo line: needs nothing from outside, on loopback only");
  config_option(demo, options.config);
  demo->add_option("--data", options.data, "where its data lives")->required();
  demo->add_option("--port", options.port, "the port of 127.0.0.1 (0: any free one)")
      ->capture_default_str();
  demo->callback([&] { run = [&] { return run_demo(options); }; });
}

void add_simulator(CLI::App& app, SimulatorOptions& options, Run& run) {
  auto* simulator = app.add_subcommand(
      "simulator",
      "a small carrier that speaks Twilio's protocol, for trying things out; on loopback only");
  simulator->add_option("--listen", options.listen, "address:port (port 0: any free one)")
      ->capture_default_str();
  simulator->add_option("--account-sid", options.account_sid)->required();
  simulator
      ->add_option("--auth-token-env", options.auth_token_variable,
                   "the environment variable that holds the account's token")
      ->required();
  simulator->add_option("--number", options.number, "the number it owns")->required();
  simulator
      ->add_option("--message-url", options.message_url, "where a text to that number is delivered")
      ->required();
  simulator->add_option("--state", options.state, "a file that keeps its phones over a restart");
  simulator
      ->add_option("--receipt-after-ms", options.receipt_after_ms,
                   "how long a text takes to be delivered")
      ->capture_default_str();
  simulator
      ->add_option("--retry-pause-ms", options.retry_pause_ms,
                   "before a webhook is tried a second time; doubles with each try")
      ->capture_default_str();
  simulator->callback([&] { run = [&] { return simulate_carrier(options); }; });
}

}  // namespace

std::expected<config::Config, int> load_or_explain(const std::filesystem::path& file,
                                                   const config::Overrides& overrides) {
  auto loaded = config::load(file, overrides);
  if (loaded) return std::move(*loaded);
  for (const auto& fault : loaded.error()) fmt::print(stderr, "{}\n", config::to_string(fault));
  return std::unexpected(exit_bad_configuration);
}

int run_command_line(int argc, char** argv) {
  CLI::App app("Warmline: a text line for peer support", "warmline");
  app.require_subcommand(1);
  std::filesystem::path config;
  NewStaff wanted;
  DemoOptions demo;
  SimulatorOptions simulator;
  Run run;

  auto* serve_command = app.add_subcommand("serve", "the service");
  config_option(serve_command, config);
  serve_command->callback([&] { run = [&] { return serve(config); }; });
  auto* check = app.add_subcommand("check", "every fault of a configuration, at once");
  config_option(check, config);
  check->callback([&] {
    run = [&] {
      const auto loaded = load_or_explain(config);
      if (!loaded) return loaded.error();
      fmt::print("{}: nothing wrong\n", config.string());
      return exit_done;
    };
  });
  add_staff_commands(app, config, wanted, run);
  UpkeepOptions upkeep;
  add_upkeep_commands(app, config, upkeep, run);
  PrivacyOptions privacy;
  add_privacy_commands(app, config, privacy, run);
  add_demo(app, demo, run);
  add_simulator(app, simulator, run);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? exit_done : exit_bad_configuration;
  }
  try {
    return run();
  } catch (const std::exception& failure) {
    // Unusable databases and taken ports say in words what to do.
    fmt::print(stderr, "warmline: {}\n", failure.what());
    return exit_failed;
  }
}

}  // namespace warmline
