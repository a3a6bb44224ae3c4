#include "routing/line.hpp"

#include <array>
#include <cstddef>

#include "routing/named.hpp"

namespace warmline::routing {
namespace {

const Wording* wording_in(const Line& line, std::string_view language) {
  for (const Wording& wording : line.wording) {
    if (wording.language == language) return &wording;
  }
  return nullptr;
}

const std::string& wording_of(const Wording& wording, AutomaticText which) {
  switch (which) {
    case AutomaticText::welcome:
      return wording.welcome;
    case AutomaticText::welcome_nobody_on:
      return wording.welcome_nobody_on;
    case AutomaticText::help:
      return wording.help;
    case AutomaticText::forget_confirm:
      return wording.forget_confirm;
  }
  return wording.help;
}

}  // namespace

std::string_view to_string(LineMode mode) {
  switch (mode) {
    case LineMode::offer:
      return "offer";
    case LineMode::pull:
      return "pull";
    case LineMode::auto_:
      return "auto";
  }
  return {};
}

std::optional<LineMode> parse_line_mode(std::string_view text) {
  return named(text, std::array{LineMode::offer, LineMode::pull, LineMode::auto_});
}

std::string_view to_string(AutomaticText which) {
  switch (which) {
    case AutomaticText::welcome:
      return "welcome";
    case AutomaticText::welcome_nobody_on:
      return "welcome_nobody_on";
    case AutomaticText::help:
      return "help";
    case AutomaticText::forget_confirm:
      return "forget_confirm";
  }
  return {};
}

std::optional<Duration> kept_for(const Keeping& keeping, const Timing& timing) {
  switch (keeping.until) {
    case Keeping::Until::always:
      return std::nullopt;
    case Keeping::Until::conversation:
      return timing.rejoin;
    case Keeping::Until::after:
      return keeping.after;
  }
  return std::nullopt;
}

const Wording* wording_for(const Line& line, std::string_view language) {
  const Wording* wording = wording_in(line, language);
  if (wording != nullptr || line.languages.empty()) return wording;
  return wording_in(line, line.languages.front());
}

std::string words(const Line& line, AutomaticText which, std::string_view language) {
  const Wording* wording = wording_for(line, language);
  if (wording == nullptr) return {};

  constexpr std::string_view placeholder = "{line}";
  std::string text = wording_of(*wording, which);
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + line.name.size())) {
    text.replace(at, placeholder.size(), line.name);
  }
  return text;
}

}  // namespace warmline::routing
