// The words of a line in a test: short, and each another.
#pragma once

#include "routing/line.hpp"

namespace warmline::test {

inline routing::Wording plain_wording() {
  using enum routing::AutomaticText;
  return {.language = "en",
          .name = "English",
          .texts = {{welcome, "Welcome to {line}."},
                    {welcome_nobody_on, "Nobody is here right now."},
                    {short_staffed, "Few of us are here."},
                    {closed, "We open {opens}."},
                    {help, "Help is here."},
                    {forget_confirm, "Reply FORGET again to be forgotten."},
                    {menu, "Text a number:\n{choices}"},
                    {wish_noted, "Noted."},
                    {place_in_queue, "You are number {place}."},
                    {someone_else, "Someone else will answer."}},
          .opening = {.weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                   "Saturday"},
                      .pattern = "on {weekday} at {time12}",
                      .unknown = "later"}};
}

}  // namespace warmline::test
