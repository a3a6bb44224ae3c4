#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "gateway/app.hpp"
#include "gateway/auth/passwords.hpp"
#include "gateway/commands.hpp"
#include "gateway/open_store.hpp"
#include "gateway/staff_desk.hpp"

namespace warmline {
namespace {

int say_why_not(const routing::Problem& problem, const std::string& username) {
  if (problem.code == routing::ProblemCode::account_disabled) {
    fmt::print(stderr, "warmline: {} is disabled: nothing was changed\n", username);
  } else {
    fmt::print(stderr, "warmline: there is nobody with the username {}\n", username);
  }
  return exit_failed;
}

}  // namespace

int add_staff(const std::filesystem::path& config_file, const NewStaff& wanted) {
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < auth::password_bytes_min || password.size() > auth::password_bytes_max) {
    fmt::print(stderr, "warmline: the password on standard input must have {} to {} characters\n",
               auth::password_bytes_min, auth::password_bytes_max);
    return exit_failed;
  }
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  const routing::Staff member{
      .username = wanted.username,
      .name = wanted.name,
      .role = *routing::parse_role(wanted.role),
      .languages = wanted.languages,
      .experiences = wanted.experiences,
      .capacity = wanted.capacity > 0 ? wanted.capacity : routing::capacity_by_default};
  if (!staff_desk::add(*opened->database, member, password)) {
    fmt::print(
        stderr,
        "warmline: the username {} is taken, or is not made of letters, digits, '.', '-' and '_'\n",
        wanted.username);
    return exit_failed;
  }
  fmt::print("added {}\n", wanted.username);
  return exit_done;
}

int list_staff(const std::filesystem::path& config_file) {
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  for (const auto& row : staff_desk::everyone(*opened->database)) {
    fmt::print("{:<20} {:<14} {:<6} {}{}\n", row.staff.username, routing::to_string(row.staff.role),
               routing::to_string(row.presence), row.staff.name,
               row.staff.enabled ? "" : "  (disabled)");
  }
  return exit_done;
}

int disable_staff(const std::filesystem::path& config_file, const std::string& username) {
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  const auto lines = lines_of(*opened->database, opened->config);
  const auto disabled = staff_desk::disable(*opened->database, lines, username);
  if (!disabled) return say_why_not(disabled.error(), username);
  fmt::print("disabled {}\n", username);
  return exit_done;
}

int make_staff_token(const std::filesystem::path& config_file, const std::string& username) {
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  const auto token = staff_desk::make_token(*opened->database, username);
  if (!token) return say_why_not(token.error(), username);
  fmt::print("{}\n", *token);
  return exit_done;
}

}  // namespace warmline
