#include "gateway/carriers/simulator/opt_out.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace warmline::carriers::simulator {
namespace {

using routing::Keyword;

constexpr std::array words{
    std::pair{std::string_view("STOP"), Keyword::stop},
    std::pair{std::string_view("STOPALL"), Keyword::stop},
    std::pair{std::string_view("UNSUBSCRIBE"), Keyword::stop},
    std::pair{std::string_view("CANCEL"), Keyword::stop},
    std::pair{std::string_view("END"), Keyword::stop},
    std::pair{std::string_view("QUIT"), Keyword::stop},
    std::pair{std::string_view("REVOKE"), Keyword::stop},
    std::pair{std::string_view("OPTOUT"), Keyword::stop},
    std::pair{std::string_view("START"), Keyword::start},
    std::pair{std::string_view("UNSTOP"), Keyword::start},
    std::pair{std::string_view("YES"), Keyword::start},
    std::pair{std::string_view("HELP"), Keyword::help},
    std::pair{std::string_view("INFO"), Keyword::help},
};

}  // namespace

std::optional<Keyword> carrier_keyword(std::string_view body) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto begin = body.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string word(body.substr(begin, body.find_last_not_of(spaces) - begin + 1));
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  for (const auto& [known, keyword] : words) {
    if (known == word) return keyword;
  }
  return std::nullopt;
}

std::string_view confirmation(Keyword keyword) {
  switch (keyword) {
    case Keyword::stop:
      return "You have successfully been unsubscribed. You will not receive any more messages "
             "from this number. Reply START to resubscribe.";
    case Keyword::start:
      return "You have successfully been re-subscribed to messages from this number. Reply HELP "
             "for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.";
    case Keyword::help:
      return "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";
    case Keyword::forget:
    case Keyword::menu:
    case Keyword::switch_:
    case Keyword::wait:  // the line's own: carrier_keyword() does not know it
      break;
  }
  std::unreachable();
}

}  // namespace warmline::carriers::simulator
