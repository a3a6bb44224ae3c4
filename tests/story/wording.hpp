// What is heard from the line itself.
#pragma once

#include <string>

#include "routing/line.hpp"

namespace warmline::story {

// What texters hear.
namespace wording {
inline const std::string welcome = "Welcome to Community line.";
inline const std::string nobody_on = "Nobody is here right now.";
inline const std::string short_staffed = "Few of us are here.";
inline const std::string help = "Help is here.";
inline const std::string forget = "Reply FORGET again to be forgotten.";
inline const std::string noted = "Noted.";
inline const std::string someone_else = "Someone else will answer.";
inline const std::string noted_in_spanish = "Anotado.";
}  // namespace wording

// The words of a line that speaks this language: "en" or "es".
routing::Wording words_in(const std::string& language);

}  // namespace warmline::story
