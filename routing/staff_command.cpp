#include "routing/staff_command.hpp"

#include "routing/keyword.hpp"

namespace warmline::routing {
namespace {

struct Entry {
  std::string_view words;
  StaffCommand command;
  std::string_view language = {};  // of a line that knows it; empty: any
};

constexpr Entry all[] = {
    {"on", StaffCommand::on},
    {"off", StaffCommand::off},
    {"break", StaffCommand::on_break},
    {"ok", StaffCommand::acknowledge},
    {"okay", StaffCommand::acknowledge},
    {"entro", StaffCommand::on, "es"},
    {"salgo", StaffCommand::off, "es"},
    {"pausa", StaffCommand::on_break, "es"},
    {"descanso", StaffCommand::on_break, "es"},
    {"vale", StaffCommand::acknowledge, "es"},
};

}  // namespace

std::string_view to_string(StaffCommand command) {
  switch (command) {
    case StaffCommand::on:
      return "on";
    case StaffCommand::on_break:
      return "break";
    case StaffCommand::off:
      return "off";
    case StaffCommand::acknowledge:
      return "ok";
  }
  return {};
}

std::optional<StaffCommand> staff_command(std::string_view text,
                                          std::span<const std::string> languages) {
  const PlainWords plain = plain_words(text);
  for (const Entry& entry : all) {
    if (entry.words != plain.words) continue;
    if (entry.language.empty() || speaks(languages, entry.language)) return entry.command;
  }
  return std::nullopt;
}

}  // namespace warmline::routing
