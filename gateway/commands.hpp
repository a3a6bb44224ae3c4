// The command line. Each command is one function in a file of its own; the exit codes are the
// contract's.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"

namespace warmline {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_configuration = 2;

// Reads argv, runs the command it names, and says on standard error what went wrong.
int run_command_line(int argc, char** argv);

// The configuration; or all its faults printed to standard error, and exit_bad_configuration.
std::expected<config::Config, int> load_or_explain(const std::filesystem::path& file,
                                                   const config::Overrides& overrides = {});

// serve.cpp
int serve(const std::filesystem::path& config_file);

// demo.cpp
struct DemoOptions {
  std::filesystem::path config;
  std::filesystem::path data;
  std::uint16_t port = 8080;  // 0: any free one
};
int run_demo(const DemoOptions& options);

// simulate_carrier.cpp
struct SimulatorOptions {
  std::string listen = "127.0.0.1:0";
  std::string account_sid;
  std::string auth_token_variable;  // the environment variable that holds the token
  std::string number;
  std::string message_url;      // where a text to that number is delivered
  std::filesystem::path state;  // empty: nothing survives
  std::int64_t receipt_after_ms = 0;
  std::int64_t retry_pause_ms = 100;  // before the second try of a webhook; doubles with each
};
int simulate_carrier(const SimulatorOptions& options);

// staff_commands.cpp
struct NewStaff {
  std::string username;
  std::string name;
  std::string role;
  std::vector<std::string> languages;
  std::vector<std::string> experiences;
  int capacity = 0;  // 0: the usual
};
int add_staff(const std::filesystem::path& config_file, const NewStaff& wanted);
int list_staff(const std::filesystem::path& config_file);
int disable_staff(const std::filesystem::path& config_file, const std::string& username);
int make_staff_token(const std::filesystem::path& config_file, const std::string& username);

// privacy_commands.cpp
struct Whom {
  std::string codename;
  std::string number;  // "-": from standard input
  bool is_everybody() const { return codename.empty() && number.empty(); }
};
// Asks at the terminal, unless `yes`.
int forget_texter(const std::filesystem::path& config_file, const Whom& whom, bool yes);
// `to` empty: standard output.
int export_data(const std::filesystem::path& config_file, const Whom& whom,
                const std::filesystem::path& to);

// upkeep_commands.cpp
struct BackupOptions {
  std::filesystem::path to;
  bool with_keys = false;
  std::filesystem::path keys_to;  // empty: nowhere
};
int make_backup(const std::filesystem::path& config_file, const BackupOptions& options);
struct RestoreOptions {
  std::filesystem::path from;
  std::filesystem::path keys;  // empty: in the copy, or in the database that is there
  bool despite_damage = false;
};
int restore_backup(const std::filesystem::path& config_file, const RestoreOptions& options);
int verify_database(const std::filesystem::path& config_file);
// `print`: on standard output, where the key comes from the environment.
int change_master_key(const std::filesystem::path& config_file, bool print);

}  // namespace warmline
