// Words that a carrier, or the line, acts on when they are the whole text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace warmline::routing {

// Twilio's defaults (STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPTOUT; START, UNSTOP,
// YES; HELP, INFO), and "opt out" and "stop all" as the FCC and other carriers read them (47
// CFR 64.1200(a)(10); Telnyx). Ours, and their words in each of the line's languages: FORGET (es:
// OLVIDAR, OLVÍDAME), MENU (MENÚ), SWITCH (CAMBIAR), WAIT (ESPERA).
enum class Keyword { stop, start, help, forget, menu, switch_, wait };

// The keyword that is the whole of `text`, ignoring case, and spaces and punctuation around and
// doubled within it; else empty: "STOP." and " stop " are, "Stop. Thank you" and "STOP PLEASE" are
// not. Our own words are known with and without their accents. `languages`: the line's, BCP 47.
// Any bytes may come in; nothing throws.
std::optional<Keyword> keyword(std::string_view text, std::span<const std::string> languages = {});

// What keywords are compared with: the words in lower case, without acute accents, with one space
// between them and no punctuation. Empty as soon as it can be no keyword.
struct PlainWords {
  std::string words;
  bool accented = false;  // it was written with accents
};
PlainWords plain_words(std::string_view text);

// Whether a line of these languages (BCP 47) knows the words of `language`: "es-MX" is of "es".
bool speaks(std::span<const std::string> languages, std::string_view language);

}  // namespace warmline::routing
